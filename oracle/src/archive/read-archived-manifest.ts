import { MANIFEST_BYTES } from "../limits.ts";
import { archivedPackageFiles } from "./archived-package-files.ts";
import { withCarBlocks } from "./car-blocks.ts";
import { listArchivedFiles } from "./unixfs-files.ts";

/** The manifest of a package in an archive, as its blocks' hashes say but not checked further. */
export function readArchivedManifest(path: string): Promise<Uint8Array> {
  return withCarBlocks(path, async (blocks) => {
    const files = await listArchivedFiles(blocks);
    return archivedPackageFiles(blocks, files).read("manifest.json", MANIFEST_BYTES);
  });
}
