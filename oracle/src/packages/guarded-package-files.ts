import type { PackageFiles } from "@openimo/runtime";
import { z } from "zod";
import { FetchError, whereOf } from "./fetch-error.ts";
import { type GetOptions, guardedGet } from "./guarded-get.ts";

export type OnBytes = (done: number, total: number) => void;

/** What is looked at before the rest is fetched; `loadPackage` checks all of it. */
const manifestHead = z.object({
  modelHash: z.string(),
  files: z.array(z.object({ bytes: z.number().int().nonnegative() })),
});
const MANIFEST_FILE = "manifest.json";

/**
 * A package's folder on a server. All files together may have `maxBytes`, and none is asked for when the manifest says that they
 * are longer, or that they are another model's.
 * @param base Ends with a slash.
 */
export function guardedPackageFiles(
  base: URL,
  modelHash: string,
  { maxBytes, ...options }: GetOptions,
  onBytes: OnBytes,
): PackageFiles {
  let [done, total] = [0, 0];
  return {
    async read(path, fileBytes) {
      const url = new URL(path, base);
      if (!url.href.startsWith(base.href)) throw new FetchError(whereOf(url), "outside of the package", false);
      const chunks: Uint8Array[] = [];
      for await (const chunk of guardedGet(url, { ...options, maxBytes: Math.min(fileBytes, maxBytes - done) })) {
        chunks.push(chunk);
        done += chunk.length;
        onBytes(done, Math.max(done, total));
      }
      const bytes = new Uint8Array(Buffer.concat(chunks));
      if (path === MANIFEST_FILE) total = bytes.length + announcedBytes(bytes);
      return bytes;
    },
  };

  function announcedBytes(manifest: Uint8Array): number {
    const { success, data } = manifestHead.safeParse(parseJson(manifest));
    // What is no manifest the loader names better.
    if (!success) return 0;
    if (data.modelHash !== modelHash) {
      throw new FetchError(whereOf(base), `the package of another model, ${data.modelHash.slice(0, 66)}`, false);
    }
    const bytes = data.files.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > maxBytes - done) {
      throw new FetchError(whereOf(base), `a package of ${bytes} bytes, more than ${maxBytes}`, false);
    }
    return bytes;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
