import { BaseError, type LocalAccount } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { idHex } from "../../chain/format.ts";
import { type Call, gasFor } from "../../chain/transact.ts";
import { toJson } from "../../command-line/print.ts";
import type { Withhold } from "./dispatcher.ts";

/** A call that would be sent, as one line. `gas` is null where the contract would refuse it at this moment. */
export async function printCall(
  { client }: Connection,
  account: LocalAccount | undefined,
  facts: Readonly<Record<string, unknown>>,
  call: Call,
): Promise<void> {
  let gas: bigint | null = null;
  try {
    gas = account === undefined ? await client.estimateGas(call) : await gasFor(client, account, call);
  } catch (error) {
    if (!(error instanceof BaseError)) throw error;
  }
  const { to, data, value = 0n } = call;
  process.stdout.write(`${toJson({ ...facts, to, data, valueWei: value, gas })}\n`);
}

/** Says nothing beyond the log. */
export const withholdSilently: Withhold = async () => true;

/** Prints what would be sent. */
export const withholdAloud =
  (connection: Connection, account: LocalAccount | undefined): Withhold =>
  async ({ kind, requestId }, prepare) => {
    const call = await prepare();
    if (call === undefined) return false;
    const facts = { requestId: requestId === undefined ? null : idHex(requestId), action: kind };
    await printCall(connection, account, facts, call);
    return true;
  };
