import { decodeAbiParameters, encodeAbiParameters, type Hex, slice } from "viem";

const LIST = [{ type: "bytes[]" }] as const;
const LAST_BYTE = 31;

/** How many answers a request asks for at once; 0 where it asks for one. The last byte of its input's hash tells. */
export const batchSizeOf = (inputHash: Hex): number => Number(slice(inputHash, LAST_BYTE));

/**
 * The inputs or answers of a batch.
 * @returns null of what isn't the one encoding of a list of as many: no right answer is.
 */
export function batchItems(encoded: Hex, count: number): readonly Hex[] | null {
  try {
    const [items] = decodeAbiParameters(LIST, encoded);
    return items.length === count && encodeAbiParameters(LIST, [items]) === encoded ? items : null;
  } catch {
    return null;
  }
}
