import type { PackageFiles } from "@openimo/runtime";

const MANIFEST = "manifest.json";
/** More than any package of ours has; a manifest that lists more is read one file after the other. */
const MOST_AHEAD = 256;

/** What a manifest lists, before anybody has checked it: only what is asked for next is read by it. */
function listed(manifest: Uint8Array): { readonly path: string; readonly bytes: number }[] {
  try {
    const { files } = JSON.parse(new TextDecoder().decode(manifest));
    return Array.isArray(files) && files.length <= MOST_AHEAD ? files : [];
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
