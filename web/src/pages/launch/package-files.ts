import type { PackageFiles } from "@openimo/runtime";

/** A folder that was chosen or dropped, as the package loader reads one. The folder's own name is left out of the paths. */
export function filesOfFolder(list: Iterable<File>): PackageFiles {
  const files = new Map<string, File>();
  for (const file of list) {
    const path = file.webkitRelativePath || file.name;
    files.set(path.includes("/") ? path.slice(path.indexOf("/") + 1) : path, file);
  }
  return {
    async read(path, maxBytes) {
      const file = files.get(path);
      if (!file) throw new Error("no such file in the folder");
      if (file.size > maxBytes) throw new Error(`${file.size} bytes, more than ${maxBytes}`);
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}
