import { bytesToHex } from "viem";
import type { Head } from "../chain/head.ts";
import type { Queries } from "../store/database.ts";
import type { CanonicalBlocks } from "./canonical-blocks.ts";
import type { Findings } from "./findings.ts";

type Row = {
  readonly number: bigint;
  readonly hash: Uint8Array;
  readonly parent_hash: Uint8Array;
  readonly timestamp: bigint;
};

/** Up to where rows are compared, and how many stored blocks are above that. */
export type Base = { readonly number: bigint; readonly undoneBlocks: number };

/**
 * Compares the stored blocks with the chain's headers. The newest ones may have been reorganised since the node ended, which it finds by
 * itself; below the newest stored block that is of the chain, all must be.
 */
export async function verifyBlocks(
  { query }: Queries,
  blocks: CanonicalBlocks,
  head: Head,
  findings: Findings,
): Promise<Base> {
  const rows = await query<Row>("select number, hash, parent_hash, timestamp from block order by number");
  const reachable = rows.filter(({ number }) => number <= head.number);
  const headers = await blocks.headers(reachable.map(({ number }) => number));
  const isCanonical = ({ number, hash }: Row) => headers.get(number)?.hash === bytesToHex(hash);
  const base = reachable.findLast(isCanonical)?.number ?? -1n;
  if (rows.length > 0 && base < 0n) findings.differs("block", "(all)", "none is of the chain");
  for (const row of reachable) {
    const header = headers.get(row.number);
    if (header === undefined || row.number > base) continue;
    const name = String(row.number);
    findings.compare("block", name, "hash", bytesToHex(row.hash), header.hash);
    findings.compare("block", name, "parent_hash", bytesToHex(row.parent_hash), header.parentHash);
    findings.compare("block", name, "timestamp", row.timestamp, header.timestamp);
  }
  findings.counted("block", rows.length);
  return { number: base, undoneBlocks: rows.filter(({ number }) => number > base).length };
}
