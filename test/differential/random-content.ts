import type { ConstantType } from "../../runtime/src/program/program.ts";
import { constantByteLength, packRows } from "../../runtime/src/tree/row-layout.ts";
import type { Random } from "../../runtime/testing/random.ts";

/** Little-endian int16 where sums, products and signs turn: the bytes of wider types and of rows are made of them too. */
const EDGES = [-32768, -32767, -1, 0, 1, 32767] as const;
const MOST_MULTIPLIER = 2 ** 31 - 1;

/** Bytes of a tensor or a table: random ones, small numbers, a few small ones among zeros, or nothing but edges. */
export function randomContent(random: Random, length: number): Uint8Array {
  const manner = random.integer(0, 7);
  if (manner < 4) return random.bytes(length);
  if (manner === 4) return int16Content(length, () => random.integer(-3, 3));
  if (manner === 5) return int16Content(length, () => fewOnes(random));
  const edges = manner === 6 ? EDGES : [random.pick(EDGES)];
  return int16Content(length, () => random.pick(edges));
}

/** Bytes of a constant. Random weights hide an accumulator's last bits behind limits; few of them and small show every one. */
export function randomConstant(random: Random, type: ConstantType): Uint8Array {
  const length = constantByteLength(type);
  if (type.kind === "table" || random.unit() < 0.6) return randomContent(random, length);
  return packRows(type, {
    weights: Int8Array.from({ length: type.rows * type.columns }, () => fewOnes(random)),
    bias: Int32Array.from({ length: type.rows }, () => random.integer(-9, 9)),
    multipliers: Uint32Array.from({ length: type.rows }, () => random.pick([MOST_MULTIPLIER, 2 ** 30, 2 ** 20])),
  });
}

const fewOnes = (random: Random) => (random.unit() < 0.9 ? 0 : random.integer(-1, 1));

function int16Content(length: number, value: () => number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i += 2) {
    const int16 = value();
    bytes[i] = int16 & 0xff;
    if (i + 1 < length) bytes[i + 1] = (int16 >> 8) & 0xff;
  }
  return bytes;
}
