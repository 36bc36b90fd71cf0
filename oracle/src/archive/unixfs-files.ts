import { code as DAG_PB, decode as decodeLinks, type PBLink } from "@ipld/dag-pb";
import { UnixFS } from "ipfs-unixfs";
import type { CID } from "multiformats/cid";
import { ARCHIVE_BYTES, ARCHIVE_DEPTH, PACKAGE_FILES } from "../limits.ts";
import { ArchiveError, decoded } from "./archive-error.ts";
import type { CarBlocks } from "./car-blocks.ts";

/** A file of an archive and how long it says it is. */
export type ArchivedFile = { readonly cid: CID; readonly bytes: number };

type Node = { readonly entry: UnixFS; readonly links: readonly PBLink[] };

/** As a package's manifest names files: no `..`, nothing hidden, no separator or drive of any system, no control. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const PATH_CHARACTERS = 255;

/**
 * The files of the folder that is an archive's root, by path with `/`. Folders may be repeated by their hash, so that a
 * short archive has any number of files: they are counted as they are met.
 * @throws ArchiveError for a link, a name that is no plain one, two names that a file system may take for one, or what
 * is beyond a limit.
 */
export async function listArchivedFiles(blocks: CarBlocks): Promise<ReadonlyMap<string, ArchivedFile>> {
  const files = new Map<string, ArchivedFile>();
  const seen = new Set<string>();
  let total = 0;

  async function listFolder({ links }: Node, folder: string, depth: number): Promise<void> {
    if (depth > ARCHIVE_DEPTH) throw new ArchiveError(folder, `at most ${ARCHIVE_DEPTH} folders deep`, "more");
    for (const { Name: name = "", Hash: cid } of links) {
      const path = checkName(folder, name);
      if (seen.has(path.toLowerCase())) throw new ArchiveError(path, "names that differ", "one twice");
      if (seen.size === PACKAGE_FILES) throw new ArchiveError("the archive", `at most ${PACKAGE_FILES} files`, "more");
      seen.add(path.toLowerCase());
      const node = cid.code === DAG_PB ? await readNode(blocks, cid, path) : undefined;
      if (node?.entry.isDirectory()) await listFolder(node, `${path}/`, depth + 1);
      else addFile(path, cid, node === undefined ? blocks.bytesOf(cid) : fileBytes(node, path));
    }
  }

  function addFile(path: string, cid: CID, bytes: number): void {
    total += bytes;
    if (total > ARCHIVE_BYTES) throw new ArchiveError(path, `at most ${ARCHIVE_BYTES} bytes of files`, `${total}`);
    files.set(path, { cid, bytes });
  }

  const root = await readNode(blocks, blocks.root, "the root");
  if (!root.entry.isDirectory()) throw new ArchiveError("the root", "a folder", root.entry.type);
  await listFolder(root, "", 0);
  return files;
}

/** @throws ArchiveError unless the block is a folder or a file. */
export async function readNode(blocks: CarBlocks, cid: CID, where: string): Promise<Node> {
  const bytes = await blocks.read(cid);
  return decoded(where, "a UnixFS folder or file", () => {
    const { Data: data, Links: links } = decodeLinks(bytes);
    if (data === undefined) throw new ArchiveError(where, "a UnixFS folder or file", "no data");
    const entry = UnixFS.unmarshal(data);
    if (entry.type !== "file" && entry.type !== "directory") {
      throw new ArchiveError(where, "a UnixFS folder or file", entry.type);
    }
    return { entry, links };
  });
}

/** How long a file says it is. */
export function fileBytes({ entry }: Node, where: string): number {
  const bytes = Number(entry.fileSize());
  if (bytes <= ARCHIVE_BYTES) return bytes;
  throw new ArchiveError(where, `at most ${ARCHIVE_BYTES} bytes`, `${bytes}`);
}

function checkName(folder: string, name: string): string {
  const path = `${folder}${name}`;
  if (NAME.test(name) && path.length <= PATH_CHARACTERS) return path;
  throw new ArchiveError(folder === "" ? "the root" : folder, "plain names", JSON.stringify(name.slice(0, 64)));
}
