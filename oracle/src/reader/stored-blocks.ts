import { bytesToHex, type Hash, hexToBytes } from "viem";
import type { Head } from "../chain/head.ts";
import { BLOCKS_KEPT } from "../limits.ts";
import type { Queries } from "../store/database.ts";
import { columns } from "./columns.ts";

export type BlockId = { readonly number: bigint; readonly hash: Hash };

type Row = { readonly number: bigint; readonly hash: Uint8Array };

const idOf = ({ number, hash }: Row): BlockId => ({ number, hash: bytesToHex(hash) });

/** The newest block up to which everything was read. */
export async function readWatermark({ query }: Queries): Promise<BlockId | undefined> {
  const [row] = await query<Row>("select number, hash from block order by number desc limit 1");
  return row && idOf(row);
}

/** Newest first. */
export async function readBlocks({ query }: Queries, from: bigint, to: bigint): Promise<BlockId[]> {
  const rows = await query<Row>("select number, hash from block where number between $1 and $2 order by number desc", [
    from,
    to,
  ]);
  return rows.map(idOf);
}

export async function isStored({ query }: Queries, { number, hash }: BlockId): Promise<boolean> {
  const rows = await query("select 1 from block where number = $1 and hash = $2", [number, hexToBytes(hash)]);
  return rows.length > 0;
}

/** Blocks that follow on those that are stored; the last one is the watermark from now on. */
export async function insertBlocks({ query }: Queries, blocks: readonly Head[]): Promise<void> {
  await query(
    `insert into block select number::int8, decode(hash, 'hex'), decode(parent_hash, 'hex'), timestamp::int8
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as block (number, hash, parent_hash, timestamp)`,
    columns(blocks, [
      ({ number }) => number,
      ({ hash }) => hash,
      ({ parentHash }) => parentHash,
      ({ timestamp }) => timestamp,
    ]),
  );
  const { number } = blocks[blocks.length - 1];
  // Now and then is enough.
  if (number % (BLOCKS_KEPT / 8n) === 0n) await query("delete from block where number < $1", [number - BLOCKS_KEPT]);
}
