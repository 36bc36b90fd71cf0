export { archiveBytes } from "./archive-bytes.ts";
export { type TreeBlock, unixfsTree } from "./unixfs-tree.ts";
