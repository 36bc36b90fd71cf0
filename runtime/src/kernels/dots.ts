import type { Requantisation } from "../instructions/requantisation.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import type { Rows } from "../tree/row-layout.ts";
import type { Kernels } from "./kernels.ts";
import { type KernelCall, partsOf } from "./parted-run.ts";

/** Fewer rows than this fill no tile of the kernel `dots`. */
export const TILE_ROWS = 4;
const PANEL = 8;
const HEADS_BYTES = 64;
const PAIR_BYTES = 4;
const OFFSET_BYTES = 4;
const INT16_BYTES = 2;

/** Where the rows of x lie that a kernel takes dot products of: each is a list of runs of `runLength` int16. */
export interface RowPlaces {
  /** Bytes from x to each row. */
  readonly rowOffsets: readonly number[];
  /** Bytes from a row to each of its runs. */
  readonly runOffsets: readonly number[];
  readonly runLength: number;
}

/** The calls of the kernel `dots` for a constant; the constant's columns are the runs one after the other. */
export function prepareDots(
  { kernels, partWork }: { readonly kernels: Kernels; readonly partWork: number },
  places: RowPlaces,
  constant: Rows,
  { shift, low, high }: Requantisation,
): (x: number, out: number) => KernelCall[] {
  const channels = constant.bias.length;
  const { rowOffsets, runOffsets, runLength } = places;
  const packed = kernels.place(packWeights(constant.weights, channels, runOffsets.length, runLength));
  const heads = kernels.place(packHeads(constant.bias, constant.multipliers));
  const rowTable = kernels.place(encodeTensor("int32", rowOffsets));
  const runTable = kernels.place(encodeTensor("int32", runOffsets));
  const [rows, runs, pairs] = [rowOffsets.length, runOffsets.length, Math.ceil(runLength / 2)];
  const scale = { shift, low, high };
  return (x, out) =>
    dotsCalls({ x, rowTable, rows, runTable, runs, pairs, packed, heads, channels, ...scale, out }, partWork);
}

/** Arguments of the kernel `dots`. */
export interface DotsArguments extends Requantisation {
  readonly x: number;
  readonly rowTable: number;
  readonly rows: number;
  readonly runTable: number;
  readonly runs: number;
  readonly pairs: number;
  readonly packed: number;
  readonly heads: number;
  readonly channels: number;
  readonly out: number;
}

/** Calls of the kernel `dots`, of some rows or of some channels each: of what there is more of. */
export function dotsCalls(all: DotsArguments, partWork: number): KernelCall[] {
  const { x, rowTable, rows, runTable, runs, pairs, packed, heads, channels, shift, low, high, out } = all;
  const outStep = INT16_BYTES * channels;
  const work = rows * channels * runs * pairs * 2;
  const tail = [shift, low, high];
  if (rows >= channels) {
    return partsOf(rows, TILE_ROWS, work, partWork).map(({ from, to }) => {
      const [table, y] = [rowTable + OFFSET_BYTES * from, out + outStep * from];
      return {
        kernel: "dots",
        args: [x, table, to - from, runTable, runs, pairs, packed, heads, channels, ...tail, y, outStep],
      };
    });
  }
  return partsOf(channels, PANEL, work, partWork).map(({ from, to }) => {
    const [weights, head] = [packed + from * runs * pairs * PAIR_BYTES, heads + (from / PANEL) * HEADS_BYTES];
    const y = out + INT16_BYTES * from;
    return {
      kernel: "dots",
      args: [x, rowTable, rows, runTable, runs, pairs, weights, head, to - from, ...tail, y, outStep],
    };
  });
}

/** Bytes of the packed weights of one run. */
export function packedByteLength(channels: number, columns: number): number {
  return Math.ceil(channels / PANEL) * PANEL * Math.ceil(columns / 2) * PAIR_BYTES;
}

/** Biases and multipliers in the order that the kernels read them, eight channels at a time. */
export function packHeads(bias: Int32Array, multipliers: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bias.length / PANEL) * HEADS_BYTES);
  const view = new DataView(bytes.buffer);
  bias.forEach((value, c) => {
    const at = Math.floor(c / PANEL) * HEADS_BYTES + (c % PANEL) * 4;
    view.setInt32(at, value, true);
    view.setUint32(at + HEADS_BYTES / 2, multipliers[c], true);
  });
  return bytes;
}

/** Weights [channels, runs * runLength] as the kernel `dots` reads them; what belongs to no weight is 0. */
function packWeights(weights: Int8Array, channels: number, runs: number, runLength: number): Uint8Array {
  const pairs = Math.ceil(runLength / 2);
  const packed = new Int16Array(Math.ceil(channels / PANEL) * runs * pairs * PANEL * 2);
  for (let c = 0; c < channels; c++) {
    for (let run = 0; run < runs; run++) {
      const start = (Math.floor(c / PANEL) * runs + run) * pairs;
      for (let k = 0; k < runLength; k++) {
        const at = ((start + (k >> 1)) * PANEL + (c % PANEL)) * 2 + (k & 1);
        packed[at] = weights[(c * runs + run) * runLength + k];
      }
    }
  }
  return encodeTensor("int16", packed);
}
