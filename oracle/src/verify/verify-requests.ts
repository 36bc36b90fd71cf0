import { bytesToHex, type Hash } from "viem";
import type { Connection } from "../chain/connection.ts";
import { idHex } from "../chain/format.ts";
import type { Head } from "../chain/head.ts";
import { type RequestState, STATUS, STATUS_NAMES } from "../chain/request.ts";
import { decodeTerms, requestIdOf } from "../chain/request-id.ts";
import { READS_PER_CALL } from "../limits.ts";
import { readStates } from "../node/chain-reader.ts";
import { inputsOf } from "../reader/store-events.ts";
import type { Queries } from "../store/database.ts";
import type { CanonicalBlocks } from "./canonical-blocks.ts";
import type { Findings } from "./findings.ts";

type Row = {
  readonly id: bigint;
  readonly block_number: bigint;
  readonly block_hash: Uint8Array;
  readonly terms: Uint8Array;
  readonly input_lengths: readonly number[] | null;
  readonly place: string;
  readonly ended_block: bigint | null;
  readonly input: Uint8Array | null;
  readonly callback_data: Uint8Array | null;
  readonly ending: "final" | "void" | null;
};

const TABLE = "request";

/** A page at a time, since inputs are long. */
const PAGE = `
  select id, request.block_number, request.block_hash, terms, input_lengths, place, ended_block, input, callback_data,
    (select kind from ending where ending.request_id = id and ending.block_number <= $2) as ending
  from request left join request_data using (id) where id > $1 and request.block_number <= $2 order by id limit ${READS_PER_CALL}`;

/** Derives each request's id again from its terms, and compares its block, data and end with what a quorum says of it. */
export async function verifyRequests(
  connection: Connection,
  { query }: Queries,
  blocks: CanonicalBlocks,
  head: Head,
  base: bigint,
  findings: Findings,
): Promise<void> {
  for (let after = -1n; ; ) {
    const rows = await query<Row>(PAGE, [after, base]);
    if (rows.length === 0) return;
    const states = await readStates(
      connection,
      rows.map(({ id }) => id),
      head.hash,
    );
    const hashes = await blocks.hashes(rows.map(({ block_number }) => block_number));
    for (const [i, row] of rows.entries()) {
      verifyTerms(connection, row, hashes.get(row.block_number), findings);
      verifyEnd(row, states[i], base, findings);
    }
    findings.counted(TABLE, rows.length);
    after = rows[rows.length - 1].id;
  }
}

function verifyTerms({ chain, deployment }: Connection, row: Row, hash: Hash | undefined, findings: Findings): void {
  const name = idHex(row.id);
  findings.compare(TABLE, name, "block_hash", bytesToHex(row.block_hash), hash);
  let request: ReturnType<typeof decodeTerms>;
  try {
    request = decodeTerms(bytesToHex(row.terms));
  } catch {
    findings.differs(TABLE, name, "its terms can't be read");
    return;
  }
  const id = requestIdOf(chain.id, deployment.inferenceOracle, request);
  if (id !== row.id) findings.differs(TABLE, name, `its terms are those of ${idHex(id)}`);
  findings.compare(TABLE, name, "block_number", row.block_number, request.blockNumber);
  if (row.input === null || row.callback_data === null) {
    findings.differs(TABLE, name, "its data is missing");
    return;
  }
  const data = { input: bytesToHex(row.input), callbackData: bytesToHex(row.callback_data) };
  const lengths = inputsOf({ id: row.id, request, ...data })?.inputs.map(({ length }) => length) ?? null;
  // Null where the data isn't what the request committed to, which the requester may have done.
  findings.compare(TABLE, name, "input_lengths", row.input_lengths, lengths);
}

function verifyEnd(
  { id, place, ended_block, ending }: Row,
  { status }: RequestState,
  base: bigint,
  findings: Findings,
) {
  const name = idHex(id);
  const found = STATUS_NAMES[status];
  if (status === STATUS.unknown) findings.differs(TABLE, name, "the contract doesn't know it");
  // What was seen to end above the base is open again at the node's next start.
  const isEnded = place === "ended" && ended_block !== null && ended_block <= base;
  if (isEnded && status !== STATUS.final && status !== STATUS.void) {
    findings.differs(TABLE, name, `it has ended, and by the chain it is ${found}`);
  }
  if (ending !== null) findings.compare("ending", name, "kind", ending, found);
}
