import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Writes a package's files into a folder where none of them is yet. */
export async function writeContents(folder: string, contents: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [file, bytes] of contents) {
    const target = join(folder, file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes, { flag: "wx" });
  }
}
