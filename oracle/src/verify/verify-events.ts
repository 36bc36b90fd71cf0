import { bytesToHex, keccak256 } from "viem";
import { EXPORTED_ROWS } from "../limits.ts";
import type { Queries } from "../store/database.ts";
import type { CanonicalBlocks } from "./canonical-blocks.ts";
import type { Findings } from "./findings.ts";

type Row = {
  readonly name: string;
  readonly block_number: bigint;
  readonly block_hash: Uint8Array;
  readonly output_hash: Uint8Array | null;
  readonly output: Uint8Array | null;
};

/** What a row of each table is called. */
const NAMES = {
  answer: "request_id::text",
  claim: "encode(case_id, 'hex')",
  court_case: "encode(case_id, 'hex')",
  ending: "request_id::text",
};

/** Compares the block of everything that was told of requests with the chain's, and each answer with its hash. */
export async function verifyEvents(
  { query }: Queries,
  blocks: CanonicalBlocks,
  base: bigint,
  findings: Findings,
): Promise<void> {
  for (const [table, name] of Object.entries(NAMES)) {
    const outputs =
      table === "answer" || table === "claim" ? "output_hash, output" : "null as output_hash, null as output";
    findings.counted(table, 0);
    for (let block = -1n, index = -1; ; ) {
      const rows = await query<Row & { readonly log_index: number }>(
        `select ${name} as name, block_number, block_hash, log_index, ${outputs} from ${table}
         where (block_number, log_index) > ($1, $2) and block_number <= $3 order by block_number, log_index limit ${EXPORTED_ROWS}`,
        [block, index, base],
      );
      if (rows.length === 0) break;
      const hashes = await blocks.hashes(rows.map(({ block_number }) => block_number));
      for (const row of rows) {
        findings.compare(table, row.name, "block_hash", bytesToHex(row.block_hash), hashes.get(row.block_number));
        if (row.output === null || row.output_hash === null) continue;
        findings.compare(table, row.name, "output_hash", bytesToHex(row.output_hash), keccak256(row.output));
      }
      findings.counted(table, rows.length);
      const last = rows[rows.length - 1];
      [block, index] = [last.block_number, last.log_index];
    }
  }
}
