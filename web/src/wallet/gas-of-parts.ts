import type { Address } from "viem";
import { estimateGas } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import type { Action } from "./action.ts";

/** The EVM keeps back a 64th at each call, and the blocks until ours may change what storage costs. */
const MARGIN_PERCENT = 20n;
const CALL_GAS = 50_000n;

/** Gas with which every part of an action runs to its end; undefined for an action in one piece, which wallets estimate. */
export async function gasOfParts(
  { client }: ChainAccess,
  { parts }: Action,
  account: Address,
): Promise<bigint | undefined> {
  if (!parts) return undefined;
  const estimates = await Promise.all(
    // One that fails now is told by the whole, or skipped by it; it needs no gas that could be known.
    parts.map((part) => estimateGas(client, { account, ...part }).catch(() => 0n)),
  );
  const sum = estimates.reduce((total, gas) => total + gas, CALL_GAS);
  return (sum * (100n + MARGIN_PERCENT)) / 100n;
}
