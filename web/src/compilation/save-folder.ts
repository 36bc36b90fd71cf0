import type { Files } from "./job.ts";

/** Whether this browser lets a page write into a folder that its reader chooses. */
export const canSaveFolder = () => "showDirectoryPicker" in window;

/**
 * Asks for a folder, and writes files into a folder of this name within it.
 * @param files By path with `/`.
 * @returns Whether one was chosen.
 */
export async function saveFolder(name: string, files: Files): Promise<boolean> {
  const chosen = await chooseFolder();
  if (!chosen) return false;
  const root = await chosen.getDirectoryHandle(name, { create: true });
  for (const [path, bytes] of files) {
    const names = path.split("/");
    const last = names.pop() ?? "";
    let folder = root;
    for (const each of names) folder = await folder.getDirectoryHandle(each, { create: true });
    const file = await folder.getFileHandle(last, { create: true });
    const stream = await file.createWritable();
    await stream.write(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    await stream.close();
  }
  return true;
}

async function chooseFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await window.showDirectoryPicker({ mode: "readwrite" });
  } catch (error) {
    // The reader has closed the dialog.
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}
