import { ArchiveError } from "./archive-error.ts";
import { archivedPackageFiles } from "./archived-package-files.ts";
import { withCarBlocks } from "./car-blocks.ts";
import { type CheckedContents, checkContents } from "./checked-contents.ts";
import { listArchivedFiles } from "./unixfs-files.ts";

/**
 * Reads all of an archive. What its package's manifest doesn't name is refused: nobody would check it.
 * @throws ArchiveError, PackageError or ProgramError when the archive is no sound package and nothing else.
 */
export function readArchive(path: string): Promise<CheckedContents & { readonly root: string }> {
  return withCarBlocks(path, async (blocks) => {
    const files = await listArchivedFiles(blocks);
    const checked = await checkContents(archivedPackageFiles(blocks, files));
    for (const file of files.keys()) {
      if (!checked.contents.has(file)) throw new ArchiveError(file, "files that the manifest lists", "another");
    }
    const unread = blocks.unread();
    if (unread !== undefined) throw new ArchiveError(`block ${unread}`, "blocks of the package", "another");
    return { ...checked, root: `${blocks.root}` };
  });
}
