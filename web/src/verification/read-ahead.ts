import type { PackageFiles } from "@openimo/runtime";

const MANIFEST = "manifest.json";
/** More than any package of ours has; what lists more files or bytes is read one file after the other. */
const MOST_FILES = 256;
const MOST_BYTES = 2 ** 26;

type Listed = { readonly path: string; readonly bytes: number };

function isListed(entry: unknown): entry is Listed {
  if (typeof entry !== "object" || entry === null) return false;
  const { path, bytes } = entry as Record<string, unknown>;
  return typeof path === "string" && typeof bytes === "number" && Number.isSafeInteger(bytes) && bytes >= 0;
}

/** What a manifest lists. Nobody has checked it yet, so that it says neither where else to read nor how much. */
function listed(manifest: Uint8Array): readonly Listed[] {
  try {
    const { files } = JSON.parse(new TextDecoder().decode(manifest));
    if (!Array.isArray(files) || files.length > MOST_FILES || !files.every(isListed)) return [];
    const isInside = files.every(({ path }) => /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path));
    return isInside && files.reduce((sum, { bytes }) => sum + bytes, 0) <= MOST_BYTES ? files : [];
  } catch {
    return [];
  }
}

/**
 * Begins to read all files of a package as soon as its manifest is there: the loader asks for them one after the other, and each
 * would wait for its own way to the server and back.
 */
export function readAhead(files: PackageFiles): PackageFiles {
  const begun = new Map<string, Promise<Uint8Array>>();
  return {
    async read(path, maxBytes) {
      const early = begun.get(path);
      begun.delete(path);
      if (early) return early;
      const content = await files.read(path, maxBytes);
      if (path !== MANIFEST) return content;
      for (const { path: next, bytes } of listed(content)) {
        const reading = files.read(next, bytes);
        // Whoever asks for it gets the error.
        reading.catch(() => undefined);
        begun.set(next, reading);
      }
      return content;
    },
  };
}
