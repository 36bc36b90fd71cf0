import { DTYPES } from "../program/dtype.ts";
import type { ConstantType, RowsType } from "../program/program.ts";

/** Weights of a channel in plain form. */
export interface Rows {
  /** [rows, columns], row-major. */
  readonly weights: Int8Array;
  /** [rows], int32. */
  readonly bias: Int32Array;
  /** [rows], 0 to 2^31 - 1. */
  readonly multipliers: Uint32Array;
}

const HEAD_BYTES = 32;
const BLOCK = 32;
const BIAS_OFFSET = 24;
const MULTIPLIER_OFFSET = 28;
const MULTIPLIER_MASK = 0x7fffffff;

/** Bytes of one committed row: the head, then whole blocks of 32 weights. */
export function rowByteLength(columns: number): number {
  return HEAD_BYTES + BLOCK * Math.ceil(columns / BLOCK);
}

/** Bytes of a committed constant. */
export function constantByteLength(type: ConstantType): number {
  if (type.kind === "table") return type.rows * type.columns * DTYPES[type.dtype].bytes;
  return type.rows * rowByteLength(type.columns);
}

/**
 * Where weight `k` of a block lies among the block's 32 bytes.
 *
 * A contract reads 32 bytes as one big-endian word and takes 8 lanes of 32 bits out of it by a shift and a mask. An
 * operand word holds 16 int16; its even and its odd elements fill the lanes from the top. The product of two words has
 * in its top lane the sum of lane i times lane 7 - i, so a weight word's lanes are filled from the bottom: byte j of
 * lane u, counted from the least significant, is weight 16 * (j >> 1) + 2 * u + (j & 1).
 */
export function lanePosition(k: number): number {
  const u = (k % 16) >> 1;
  const j = 2 * (k >> 4) + (k & 1);
  return BLOCK - 1 - (4 * u + j);
}

const POSITIONS = Array.from({ length: BLOCK }, (_, k) => lanePosition(k));

/** Plain rows to committed bytes. Positions past the last column hold the weight 0. */
export function packRows({ rows, columns }: RowsType, plain: Rows): Uint8Array {
  const size = rowByteLength(columns);
  const bytes = new Uint8Array(rows * size);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < rows; row++) {
    const start = row * size;
    view.setInt32(start + BIAS_OFFSET, plain.bias[row]);
    view.setUint32(start + MULTIPLIER_OFFSET, plain.multipliers[row]);
    // Offset binary: weight + 128, which is the weight's byte with the top bit turned.
    bytes.fill(0x80, start + HEAD_BYTES, start + size);
    for (let k = 0; k < columns; k++) {
      const block = start + HEAD_BYTES + k - (k % BLOCK);
      bytes[block + POSITIONS[k % BLOCK]] = plain.weights[row * columns + k] ^ 0x80;
    }
  }
  return bytes;
}

/**
 * Committed bytes to plain rows. Total: the head's first 24 bytes, the multiplier's top bit and the weights past the
 * last column are ignored, so that every string of the right length has one meaning.
 */
export function unpackRows({ rows, columns }: RowsType, bytes: Uint8Array): Rows {
  const size = rowByteLength(columns);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const weights = new Int8Array(rows * columns);
  const bias = new Int32Array(rows);
  const multipliers = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * size;
    bias[row] = view.getInt32(start + BIAS_OFFSET);
    multipliers[row] = view.getUint32(start + MULTIPLIER_OFFSET) & MULTIPLIER_MASK;
    for (let k = 0; k < columns; k++) {
      const block = start + HEAD_BYTES + k - (k % BLOCK);
      weights[row * columns + k] = bytes[block + POSITIONS[k % BLOCK]] ^ 0x80;
    }
  }
  return { weights, bias, multipliers };
}
