import { bytesToHex, keccak256, type TransactionReceipt, TransactionReceiptNotFoundError } from "viem";
import type { Connection } from "../chain/connection.ts";
import { BATCH_CALLS } from "../limits.ts";
import type { Queries } from "../store/database.ts";
import type { Findings } from "./findings.ts";

type MinedRow = {
  readonly account: Uint8Array;
  readonly nonce: bigint;
  readonly transaction_hash: Uint8Array;
  readonly block_number: bigint;
  readonly block_hash: Uint8Array | null;
  /** Of the intent that the transaction does; null for one that only uses its nonce up, or is none of ours. */
  readonly intent_state: string | null;
};

/** Of all accounts whose transactions are in the database: each mined one must have its receipt, signed bytes must have their hash. */
export async function verifyTransactions(
  connection: Connection,
  queries: Queries,
  base: bigint,
  findings: Findings,
): Promise<void> {
  await verifyBytes(queries, findings);
  findings.counted("nonce", 0);
  for (let account: Uint8Array = new Uint8Array(), nonce = -1n; ; ) {
    const rows = await queries.query<MinedRow>(
      `select nonce.account, nonce.nonce, transaction_hash, nonce.block_number, nonce.block_hash, intent.state as intent_state
       from nonce left join sent_transaction on hash = transaction_hash left join intent on intent.id = intent_id
       where (nonce.account, nonce.nonce) > ($1, $2) and nonce.state <> 'open' and transaction_hash is not null
         and nonce.block_number <= $3
       order by nonce.account, nonce.nonce limit ${BATCH_CALLS}`,
      [account, nonce, base],
    );
    if (rows.length === 0) return;
    const receipts = await Promise.all(rows.map(({ transaction_hash }) => receiptOf(connection, transaction_hash)));
    for (const [i, row] of rows.entries()) verifyReceipt(row, receipts[i], findings);
    findings.counted("nonce", rows.length);
    ({ account, nonce } = rows[rows.length - 1]);
  }
}

async function receiptOf({ client }: Connection, hash: Uint8Array): Promise<TransactionReceipt | undefined> {
  try {
    return await client.getTransactionReceipt({ hash: bytesToHex(hash) });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined;
    throw error;
  }
}

function verifyReceipt(row: MinedRow, receipt: TransactionReceipt | undefined, findings: Findings): void {
  const name = `${bytesToHex(row.account)} ${row.nonce}`;
  if (receipt === undefined) {
    findings.differs("nonce", name, `the RPC has no receipt of ${bytesToHex(row.transaction_hash)}`);
    return;
  }
  findings.compare("nonce", name, "block_number", row.block_number, receipt.blockNumber);
  if (row.block_hash !== null) {
    findings.compare("nonce", name, "block_hash", bytesToHex(row.block_hash), receipt.blockHash);
  }
  const end = receipt.status === "success" ? "done" : "reverted";
  if (row.intent_state !== null) findings.compare("intent", name, "state", row.intent_state, end);
}

async function verifyBytes({ query }: Queries, findings: Findings): Promise<void> {
  findings.counted("sent_transaction", 0);
  for (let number = -1n; ; ) {
    const rows = await query<{ number: bigint; hash: Uint8Array; raw: Uint8Array }>(
      `select number, hash, raw from sent_transaction where number > $1 and raw is not null order by number limit ${BATCH_CALLS}`,
      [number],
    );
    if (rows.length === 0) return;
    for (const { hash, raw } of rows) {
      const name = bytesToHex(hash);
      if (keccak256(raw) !== name) findings.differs("sent_transaction", name, "its bytes have another hash");
    }
    findings.counted("sent_transaction", rows.length);
    number = rows[rows.length - 1].number;
  }
}
