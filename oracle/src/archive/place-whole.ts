import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/**
 * Has a file or folder written beside where it belongs and then renamed, so that it is there as a whole or not at all.
 * @param write Writes to the path that it is given, where nothing is yet.
 */
export async function placeWhole(out: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const target = resolve(out);
  await mkdir(dirname(target), { recursive: true });
  const beside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const temporary = join(beside, basename(target));
    await write(temporary);
    await rename(temporary, target);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
