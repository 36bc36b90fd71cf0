import type { ChainAccess } from "../../app/chain.ts";

/** The index gave no answer, or none that belongs here. Everything it says can be read from the chain instead. */
export class IndexError extends Error {
  override readonly name = "IndexError";
}

/** A row as the index answers it: integers are decimal text, bytes are hex. */
export type Cells = Readonly<Record<string, unknown>>;

export interface IndexAnswer {
  /** Up to this block the index has read everything. */
  readonly blockNumber: bigint;
  readonly rows: readonly Cells[];
}

/** An index that takes longer than this is of less use than the chain itself, in milliseconds. */
const PATIENCE_MS = 4_000;

/** @throws IndexError */
export async function askIndex(
  { settings, chain, deployment }: ChainAccess,
  question: string,
  parameters: Readonly<Record<string, string>>,
): Promise<IndexAnswer> {
  const url = `${settings.indexerUrl}/v1/${question}?${new URLSearchParams(parameters)}`;
  let answer: unknown;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), credentials: "omit" });
    if (!response.ok) throw new IndexError(`HTTP status ${response.status}`);
    answer = await response.json();
  } catch (error) {
    throw error instanceof IndexError ? error : new IndexError(String(error));
  }
  const { chainId, oracle, block, rows } = objectOf(answer);
  // An index of another chain, or of other contracts, would be believed otherwise.
  const isOurs = chainId === chain.id && String(oracle).toLowerCase() === deployment.inferenceOracle.toLowerCase();
  if (!isOurs) throw new IndexError("an index of another chain");
  if (!Array.isArray(rows)) throw new IndexError("no rows");
  return { blockNumber: amountIn(objectOf(block), "number"), rows: rows.map(objectOf) };
}

function objectOf(value: unknown): Cells {
  if (typeof value !== "object" || value === null) throw new IndexError("no object");
  return value as Cells;
}

/** @throws IndexError */
export function amountIn(row: Cells, name: string): bigint {
  const text = row[name];
  if (typeof text === "number" && Number.isSafeInteger(text)) return BigInt(text);
  if (typeof text !== "string" || !/^-?\d{1,78}$/.test(text)) throw new IndexError(`${name} is no integer`);
  return BigInt(text);
}

/** Counts and unix seconds. @throws IndexError */
export function numberIn(row: Cells, name: string): number {
  const number = Number(amountIn(row, name));
  if (!Number.isSafeInteger(number)) throw new IndexError(`${name} is too large`);
  return number;
}

/** @throws IndexError */
export function hexIn(row: Cells, name: string): `0x${string}` {
  const text = row[name];
  if (typeof text !== "string" || !/^0x[0-9a-fA-F]*$/.test(text)) throw new IndexError(`${name} is no hex`);
  return text as `0x${string}`;
}
