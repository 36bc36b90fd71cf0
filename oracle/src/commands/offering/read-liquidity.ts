import { liquidityLockerAbi, offeringAbi } from "@openimo/contracts";
import { type Address, zeroAddress } from "viem";
import type { Connection } from "../../chain/connection.ts";

export type Liquidity = {
  /** Base units, 0 before `finalise`. */
  readonly tokens: bigint;
  readonly amount: bigint;
  /** Locked or released; neither comes after the other. */
  readonly settled: boolean;
  /** Where it is locked; null while or when it isn't. */
  readonly pool: Address | null;
};

/** What a sale gives to its token's pool, and whether it is there. */
export async function readLiquidity({ client }: Connection, address: Address, token: Address): Promise<Liquidity> {
  const offering = { address, abi: offeringAbi } as const;
  const [[tokens, amount], settled, locker] = await Promise.all([
    client.readContract({ ...offering, functionName: "liquidity" }),
    client.readContract({ ...offering, functionName: "liquiditySettled" }),
    client.readContract({ ...offering, functionName: "liquidityLocker" }),
  ]);
  if (!settled || locker === zeroAddress) return { tokens, amount, settled, pool: null };
  const position = { address: locker, abi: liquidityLockerAbi, functionName: "positionOf", args: [token] } as const;
  const { pool } = await client.readContract(position);
  return { tokens, amount, settled, pool: pool === zeroAddress ? null : pool };
}

/** How it stands, for a person. */
export function liquidityText({ settled, pool }: Liquidity): string {
  if (pool !== null) return `locked in the pool ${pool}`;
  return settled ? "given to those who redeem" : "not locked yet";
}
