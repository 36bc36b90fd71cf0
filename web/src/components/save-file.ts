/** Until then the browser has begun to read it, in milliseconds. */
const KEPT_MILLISECONDS = 60_000;

/** Gives the reader a file that was made here. */
export function saveFile(parts: BlobPart[], type: string, name: string): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
}
