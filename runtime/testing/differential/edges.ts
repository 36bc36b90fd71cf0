import { DTYPES, type DType } from "../../src/program/dtype.ts";
import type { ConstantType, RowsType } from "../../src/program/program.ts";
import { elementCount, type TensorType } from "../../src/program/tensor-type.ts";
import { encodeTensor } from "../../src/program/tensor-values.ts";
import { packRows } from "../../src/tree/row-layout.ts";
import type { Random } from "../random.ts";

const TOP_INT32 = 2 ** 31 - 1;
/** Ends of ranges, signs, and both sides of the places where tables and vectors of lanes are cut. */
const EDGES: Readonly<Record<DType, readonly number[]>> = {
  uint8: [0, 1, 2, 127, 128, 254, 255],
  int8: [-128, -127, -64, -1, 0, 1, 64, 126, 127],
  int16: [
    -32768, -32767, -32640, -257, -256, -129, -128, -127, -1, 0, 1, 127, 128, 255, 256, 32639, 32640, 32766, 32767,
  ],
  int32: [
    ...[-TOP_INT32 - 1, -TOP_INT32, -(2 ** 30), -65536, -32768, -3, -2, -1, 0],
    ...[1, 2, 3, 4, 32767, 65536, 2 ** 30, TOP_INT32 - 1, TOP_INT32],
  ],
};
/** With a power of two for multiplier every second product or so lies in the middle of two results. */
const MULTIPLIERS = [0, 1, 2 ** 16, 2 ** 24, 2 ** 28, 2 ** 29, 2 ** 30, 2 ** 30 + 1, TOP_INT32 - 1, TOP_INT32] as const;

/** Values of a type: ends and ties, small ones, any, or all of these. */
export function edgeValues(random: Random, dtype: DType, count: number): number[] {
  const { min, max } = fullRange(dtype);
  const edges = EDGES[dtype];
  const [ofEdges, ofSmall] = random.pick([
    [1, 0],
    [0, 1],
    [0, 0],
    [0.4, 0.3],
  ] as const);
  return Array.from({ length: count }, () => {
    const kind = random.unit();
    if (kind < ofEdges) return random.pick(edges);
    return kind < ofEdges + ofSmall ? random.integer(Math.max(min, -5), 5) : random.integer(min, max);
  });
}

/** All that the bytes can hold: more than what clamps give. */
function fullRange(dtype: DType): { min: number; max: number } {
  const { min, max } = DTYPES[dtype];
  return { min: min < 0 ? min - 1 : min, max };
}

export function edgeBytes(random: Random, type: TensorType): Uint8Array {
  return encodeTensor(type.dtype, edgeValues(random, type.dtype, elementCount(type)));
}

/** Both ends of the shift's range as often as all between. */
export function edgeShift(random: Random, least: number): number {
  const kind = random.unit();
  if (kind < 0.25) return least;
  return kind < 0.4 ? 62 : random.integer(least, kind < 0.8 ? Math.min(62, least + 15) : 62);
}

export function edgeMultiplier(random: Random): number {
  return random.unit() < 0.6 ? random.pick(MULTIPLIERS) : random.integer(0, TOP_INT32);
}

export function edgeScale(random: Random, least: number) {
  return { multiplier: edgeMultiplier(random), shift: edgeShift(random, least) };
}

export function edgeLimits(random: Random): { low: number; high: number } {
  const low = random.pick([-32767, -32767, 0, random.integer(-32767, 32767)]);
  return { low, high: random.pick([32767, 32767, low, random.integer(low, 32767)]) };
}

/** Committed bytes of a constant. */
export function edgeConstant(random: Random, type: ConstantType): Uint8Array {
  if (type.kind === "table") return encodeTensor(type.dtype, edgeValues(random, type.dtype, type.rows * type.columns));
  return edgeRows(random, type);
}

function edgeRows(random: Random, type: RowsType): Uint8Array {
  const { rows, columns } = type;
  const bytes = packRows(type, {
    weights: Int8Array.from(edgeValues(random, "int8", rows * columns)),
    bias: Int32Array.from(edgeValues(random, "int32", rows)),
    multipliers: Uint32Array.from({ length: rows }, () => edgeMultiplier(random)),
  });
  // What must be ignored is not always zero: the multiplier's top bit.
  if (random.unit() < 0.2) bytes[28] |= 0x80;
  return bytes;
}
