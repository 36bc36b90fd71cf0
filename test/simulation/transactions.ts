import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { type Address, decodeFunctionData, type Hex, isAddressEqual } from "viem";
import { accounts } from "./cast.ts";
import type { SimulatedChain } from "./chain.ts";
import { call } from "./json-rpc.ts";

export type Sent = {
  readonly from: Address;
  readonly to: Address | null;
  readonly input: Hex;
  readonly hash: Hex;
  readonly nonce: Hex;
};

const ABI = [...inferenceOracleAbi, ...disputeCourtAbi];

export async function readTransactions({
  rpcUrl,
  number,
}: SimulatedChain): Promise<ReadonlyMap<number, readonly Sent[]>> {
  const blocks = new Map<number, readonly Sent[]>();
  for (let at = 1; at <= number; at++) {
    const params = [`0x${at.toString(16)}`, true];
    const { transactions } = await call<{ transactions: Sent[] }>(rpcUrl, "eth_getBlockByNumber", params);
    blocks.set(at, transactions);
  }
  return blocks;
}

/** What is in the blocks, a line for each transaction, for whoever looks for the reason of a fault. */
export async function listTransactions(chain: SimulatedChain): Promise<string[]> {
  const lines: string[] = [];
  for (const [number, transactions] of await readTransactions(chain)) {
    for (const { from, input, hash, nonce } of transactions) {
      const name = Object.entries(accounts).find(([, { address }]) => isAddressEqual(address, from))?.[0];
      if (name === undefined || name === "developer") continue;
      const { status, gasUsed } = await call<{ status: Hex; gasUsed: Hex }>(chain.rpcUrl, "eth_getTransactionReceipt", [
        hash,
      ]);
      const result = status === "0x1" ? "done" : "REFUSED";
      lines.push(
        `block ${number}: ${name} #${Number(nonce)} ${nameOf(input)} ${result}, ${Number(gasUsed)} gas, ${hash.slice(0, 10)}`,
      );
    }
  }
  return lines;
}

function nameOf(input: Hex): string {
  try {
    return decodeFunctionData({ abi: ABI, data: input }).functionName;
  } catch {
    return input.slice(0, 10);
  }
}
