import { orDamaged } from "../archive/damaged.ts";
import { readArchive } from "../archive/read-archive.ts";
import { writeContents } from "../archive/write-contents.ts";
import { isArchive } from "../models/local-packages.ts";
import type { PackageCache } from "./package-cache.ts";

/**
 * The folder that a package's files are served from: its own, or, of an archive, one of the cache that it is unpacked into.
 * @throws FailedError when the archive is damaged.
 */
export async function servedFolder(path: string, cache: PackageCache): Promise<string> {
  if (!isArchive(path)) return path;
  const { model, contents } = await orDamaged(path, () => readArchive(path));
  const { modelHash } = model;
  await cache.use(modelHash);
  // What is there may be damaged, or have another card; the archive is what was named.
  await cache.drop(modelHash);
  await cache.place(modelHash, (temporary) => writeContents(temporary, contents));
  return cache.folderOf(modelHash);
}
