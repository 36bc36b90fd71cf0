import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import { constantByteLength, lanePosition, packRows, unpackRows } from "./row-layout.ts";

const WORD = 2n ** 256n;
const repeat = (pattern: bigint, bits: number) => {
  let word = 0n;
  for (let shift = 0; shift < 256; shift += bits) word |= pattern << BigInt(shift);
  return word;
};
const LOW_16_OF_32 = repeat(0xffffn, 32);
const LOW_8_OF_32 = repeat(0xffn, 32);
const LOW_8_OF_16 = repeat(0xffn, 16);
const SIGN_OF_16 = repeat(0x8000n, 16);

/** A big-endian word, as a contract's CALLDATALOAD reads it; zeros past the end. */
function load(bytes: Uint8Array, offset: number): bigint {
  let word = 0n;
  for (let i = 0; i < 32; i++) word = (word << 8n) | BigInt(bytes[offset + i] ?? 0);
  return word;
}

/** 16 little-endian int16 as 16 lanes in offset binary. */
function operandWord(bytes: Uint8Array, offset: number): bigint {
  const word = load(bytes, offset);
  return (((word & LOW_8_OF_16) << 8n) | ((word >> 8n) & LOW_8_OF_16)) ^ SIGN_OF_16;
}

/**
 * The dot product of one row in the way that the layout is made for: eight products in one multiplication of words,
 * their sum in the top lane. Everything is unsigned; the offsets 2^15 and 2^7 are taken out at the end.
 */
function laneDot(x: Uint8Array, row: Uint8Array, columns: number): number {
  let [products, sumX, sumW] = [0n, 0n, 0n];
  for (let block = 0; block < columns; block += 32) {
    const w = load(row, 32 + block);
    for (let j = 0; j < 4; j++) {
      const half = operandWord(x, 2 * (block + 16 * (j >> 1)));
      const xLanes = (j & 1) === 0 ? (half >> 16n) & LOW_16_OF_32 : half & LOW_16_OF_32;
      const wLanes = (w >> BigInt(8 * j)) & LOW_8_OF_32;
      products += ((xLanes * wLanes) % WORD) >> 224n;
      sumX += xLanes;
      sumW += wLanes;
    }
  }
  const addLanes = (lanes: bigint) => ((lanes * repeat(1n, 32)) % WORD) >> 224n;
  const padded = BigInt(32 * Math.ceil(columns / 32));
  const dot = products - (addLanes(sumX) << 7n) - (addLanes(sumW) << 15n) + (padded << 22n);
  return Number(BigInt.asIntN(32, dot));
}

describe("row layout", () => {
  it("places every weight of a block once", () => {
    const positions = new Set(Array.from({ length: 32 }, (_, k) => lanePosition(k)));
    expect([...positions].sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, i) => i));
  });

  it("lets eight products be taken in one multiplication of 256 bits", () => {
    const random = new Random(21);
    for (const columns of [1, 8, 31, 32, 33, 100, 784, 4096]) {
      for (const extreme of [false, true]) {
        const weights = Int8Array.from({ length: columns }, () => (extreme ? -128 : random.integer(-128, 127)));
        const x = Int16Array.from({ length: columns }, () => (extreme ? -32768 : random.integer(-32768, 32767)));
        const type = { kind: "rows", rows: 1, columns, log2Leaf: 8 } as const;
        const row = packRows(type, { weights, bias: Int32Array.of(0), multipliers: Uint32Array.of(0) });
        const expected = weights.reduce((sum, weight, k) => (sum + weight * x[k]) | 0, 0);
        expect(laneDot(encodeTensor("int16", x), row, columns), `${columns} columns`).toBe(expected);
      }
    }
  });

  it("unpacks what it packed", () => {
    const random = new Random(22);
    for (const [rows, columns] of [
      [1, 1],
      [3, 32],
      [5, 77],
    ]) {
      const type = { kind: "rows", rows, columns, log2Leaf: 8 } as const;
      const plain = {
        weights: Int8Array.from({ length: rows * columns }, () => random.integer(-128, 127)),
        bias: Int32Array.from({ length: rows }, () => random.integer(-(2 ** 31), 2 ** 31 - 1)),
        multipliers: Uint32Array.from({ length: rows }, () => random.integer(0, 2 ** 31 - 1)),
      };
      const packed = packRows(type, plain);
      expect(packed).toHaveLength(constantByteLength(type));
      expect(unpackRows(type, packed)).toEqual(plain);
    }
  });
});
