import { concatBytes } from "../tree/concat-bytes.ts";

const WORD_BYTES = 32;
const SIGN = 0x80;

/**
 * A record's words without the bytes that only repeat their sign: for each the number of the bytes that are left, 128 more if it is
 * negative, then those bytes. `Instructions.sol` unpacks it.
 * @param record 512 bytes.
 */
export function packRecord(record: Uint8Array): Uint8Array {
  const words = Array.from({ length: record.length / WORD_BYTES }, (_, i) =>
    record.subarray(i * WORD_BYTES, (i + 1) * WORD_BYTES),
  );
  return concatBytes(
    words.flatMap((word) => {
      const isNegative = word[0] >= SIGN;
      const first = word.findIndex((byte) => byte !== (isNegative ? 0xff : 0));
      const rest = first < 0 ? word.subarray(WORD_BYTES) : word.subarray(first);
      return [Uint8Array.of(rest.length + (isNegative ? SIGN : 0)), rest];
    }),
  );
}
