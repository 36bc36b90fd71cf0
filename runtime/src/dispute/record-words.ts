const WORD_BYTES = 32;

type Eight = readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

/** A record as `uint256[16]` of a contract's interface. */
export type RecordWords = readonly [...Eight, ...Eight];

/** The words of a record's 512 bytes. */
export function recordWords(record: Uint8Array): RecordWords {
  return [...eightWords(record, 0), ...eightWords(record, 8)];
}

function eightWords(record: Uint8Array, first: number): Eight {
  const view = new DataView(record.buffer, record.byteOffset + first * WORD_BYTES, 8 * WORD_BYTES);
  const word = (i: number) =>
    [0, 8, 16, 24].reduce((value, at) => (value << 64n) | view.getBigUint64(i * WORD_BYTES + at), 0n);
  return [word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7)];
}
