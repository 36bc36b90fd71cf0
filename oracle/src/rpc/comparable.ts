import { keccak256, toBytes } from "viem";

/** The fields of a block in which honest providers agree; their programs differ in what else they tell. */
const BLOCK_FIELDS = ["number", "hash", "parentHash", "timestamp", "baseFeePerGas", "transactions"] as const;
const LOG_FIELDS = ["address", "topics", "data", "blockNumber", "blockHash", "transactionHash", "logIndex"] as const;

/** What programs tell alike of a transaction that was mined. */
const RECEIPT_FIELDS = [
  ...["transactionHash", "blockNumber", "blockHash", "from", "to", "status", "gasUsed", "effectiveGasPrice"],
] as const;

/** Of these, null says only that a provider doesn't have it, or not yet. */
const MAY_BE_ABSENT: ReadonlySet<string> = new Set([
  ...["eth_getBlockByNumber", "eth_getBlockByHash", "eth_getBlockReceipts"],
  ...["eth_getTransactionReceipt", "eth_getTransactionByHash"],
]);

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

function fieldsOf(value: unknown, names: readonly string[]): unknown {
  return isObject(value) ? names.map((name) => value[name] ?? null) : null;
}

function positionOf(log: unknown): number {
  return isObject(log) ? Number(log.blockNumber) * 1e6 + Number(log.logIndex) : 0;
}

/** Whether a provider says only that it has nothing of what was asked for. */
export const isAbsent = (method: string, result: unknown): boolean =>
  MAY_BE_ABSENT.has(method) && (result === null || result === undefined);

/** What of a result two providers must give alike, as a text; hex in lower case, logs in the order of the chain. */
export function comparable(method: string, result: unknown): string {
  const text = () => {
    if (method === "eth_getBlockByNumber" || method === "eth_getBlockByHash") return fieldsOf(result, BLOCK_FIELDS);
    if (method === "eth_getTransactionReceipt") return fieldsOf(result, RECEIPT_FIELDS);
    if (method !== "eth_getLogs" || !Array.isArray(result)) return result ?? null;
    return result.toSorted((a, b) => positionOf(a) - positionOf(b)).map((log) => fieldsOf(log, LOG_FIELDS));
  };
  return JSON.stringify(text()).toLowerCase();
}

const SHOWN_CHARACTERS = 100;

/** A result as a log line can carry it: whole when it is short, else its length and hash. */
export function shown(comparableResult: string): string {
  if (comparableResult.length <= SHOWN_CHARACTERS) return comparableResult;
  return `${comparableResult.length} characters with hash ${keccak256(toBytes(comparableResult)).slice(0, 10)}`;
}
