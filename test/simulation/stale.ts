import type { RpcCall } from "./json-rpc.ts";

/** Which parameter of a call names its block. */
const BLOCK_PARAMETER: Readonly<Record<string, number>> = {
  eth_call: 1,
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_getTransactionCount: 1,
  eth_estimateGas: 1,
  eth_getBlockByNumber: 0,
  eth_getBlockReceipts: 0,
};
const NEWEST = new Set(["latest", "pending", "safe", "finalized"]);

const hex = (height: number): string => `0x${height.toString(16)}`;
const isAbove = (block: unknown, height: number) =>
  typeof block === "string" && /^0x/.test(block) && Number(block) > height;

/** The call as a provider understands it that knows no block above `height`; undefined for what it can't know of. */
export function atHeight(call: RpcCall, height: number): RpcCall | undefined {
  const { method, params = [] } = call;
  if (method === "eth_getLogs") {
    const [filter] = params as [{ fromBlock?: string; toBlock?: string }];
    if (isAbove(filter.fromBlock, height))
      return { ...call, params: [{ ...filter, fromBlock: "0x1", toBlock: "0x0" }] };
    const toBlock = filter.toBlock === undefined || !isAbove(filter.toBlock, height) ? filter.toBlock : hex(height);
    return { ...call, params: [{ ...filter, toBlock: NEWEST.has(toBlock ?? "latest") ? hex(height) : toBlock }] };
  }
  const at = BLOCK_PARAMETER[method];
  if (at === undefined) return call;
  const block = params[at];
  if (isAbove(block, height)) return undefined;
  // Transactions that wait are known everywhere.
  if (method === "eth_getTransactionCount" && block === "pending") return call;
  if (block !== undefined && !NEWEST.has(block as string)) return call;
  return { ...call, params: params.with(at, hex(height)) };
}

/** Whether an answer tells of a block above `height`. */
export function isAhead(method: string, result: unknown, height: number): boolean {
  if (result === null || typeof result !== "object") return false;
  if (method === "eth_getBlockByHash") return Number((result as { number: string }).number) > height;
  if (method !== "eth_getTransactionReceipt" && method !== "eth_getTransactionByHash") return false;
  const { blockNumber } = result as { blockNumber: string | null };
  return blockNumber !== null && Number(blockNumber) > height;
}
