import { formatEther, type Hex, numberToHex } from "viem";

/** Exact, without rounding. */
export const ether = (amountWei: bigint): string => `${formatEther(amountWei)} ETH`;

/** Revenue tokens have 18 decimals, as ether has. */
export const tokens = (amount: bigint): string => `${formatEther(amount)} tokens`;

/** @param timestamp Unix time in seconds. */
export const instant = (timestamp: bigint | number): string =>
  new Date(Number(timestamp) * 1000).toISOString().replace(".000", "");

/** Ids of requests and models are hashes, so they are written as one: 0x and 64 digits. */
export const idHex = (id: bigint): Hex => numberToHex(id, { size: 32 });
