import { loadPackage, type ModelPackage, type PackageFiles } from "@openimo/runtime";

/** A package that was read and checked, with the bytes that were, by path. */
export type CheckedContents = { readonly model: ModelPackage; readonly contents: ReadonlyMap<string, Uint8Array> };

/**
 * Keeps what is checked, so that nothing else is written afterwards than was.
 * @throws PackageError or ProgramError as `loadPackage` does.
 */
export async function checkContents(files: PackageFiles): Promise<CheckedContents> {
  const contents = new Map<string, Uint8Array>();
  const model = await loadPackage({
    async read(path, maxBytes) {
      const bytes = await files.read(path, maxBytes);
      contents.set(path, bytes);
      return bytes;
    },
  });
  return { model, contents };
}
