import { archiveBytes, unixfsTree } from "@openimo/runtime/archive";
import type { Archive, Files } from "./job.ts";

/** A package as one file, with the bytes that `openimo model pack` writes. */
export async function packFiles(files: Files): Promise<Archive> {
  const tree = unixfsTree(files);
  const parts: BlobPart[] = [];
  for await (const part of archiveBytes(tree)) parts.push(part as Uint8Array<ArrayBuffer>);
  return { root: `${tree.cid}`, bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
}
