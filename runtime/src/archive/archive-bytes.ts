import { CarWriter } from "@ipld/car/writer";
import type { TreeBlock } from "./unixfs-tree.ts";

/**
 * A tree as a CAR v1 archive (https://ipld.io/specs/transport/car/carv1/): its blocks, each before what it names and
 * once, so that a reader meets them in the order it needs them. The same tree gives the same bytes.
 */
export async function* archiveBytes(tree: TreeBlock): AsyncGenerator<Uint8Array, void> {
  const { writer, out } = CarWriter.create([tree.cid]);
  const written = new Set<string>();
  async function put(block: TreeBlock): Promise<void> {
    if (written.has(`${block.cid}`)) return;
    written.add(`${block.cid}`);
    await writer.put(block);
    for (const child of block.children) await put(child);
  }
  const blocks = put(tree).finally(() => writer.close());
  // What goes wrong is told below, after what was written until then.
  blocks.catch(() => {});
  yield* out;
  await blocks;
}
