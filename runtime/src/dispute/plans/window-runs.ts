import type { Window } from "../../instructions/window.ts";
import { byteLength, type TensorType } from "../../program/tensor-type.ts";
import { treeDepth } from "../../tree/merkle-tree.ts";
import type { WitnessWriter } from "../witness-writer.ts";

const HASH_BYTES = 32;
const INT16_BYTES = 2;

/** Places of a row of a window that lie within the operand: `count` of `size` elements each, `stride` apart. */
interface WindowRow {
  readonly first: number;
  readonly stride: number;
  readonly count: number;
  readonly size: number;
}

/**
 * Writes the elements of operand 0, int16 [batch, height, width, channels], that the window of an output's element covers.
 * Counterpart of `Windows.sol`.
 * @param part The first channel of each position that is read, and how many are.
 */
export function writeWindow(
  writer: WitnessWriter,
  { output, ...window }: Window & { readonly output: TensorType },
  element: number,
  part: { readonly channel: number; readonly size: number },
): void {
  const [, height, width, channels] = writer.operandType(0).shape;
  const [, outHeight, outWidth, outChannels] = output.shape;
  const position = Math.floor(element / outChannels);
  const line = Math.floor(position / outWidth);
  const batch = Math.floor(line / outHeight);
  const top = (line % outHeight) * window.strideHeight - window.padTop;
  const left = (position % outWidth) * window.strideWidth - window.padLeft;

  const columns = Array.from({ length: window.kernelWidth }, (_, j) => left + j * window.dilationWidth);
  const within = columns.filter((w) => w >= 0 && w < width);
  if (within.length === 0) return;
  for (let i = 0; i < window.kernelHeight; i++) {
    const h = top + i * window.dilationHeight;
    if (h < 0 || h >= height) continue;
    const first = ((batch * height + h) * width + within[0]) * channels + part.channel;
    writeRow(writer, { first, stride: window.dilationWidth * channels, count: within.length, size: part.size });
  }
}

function writeRow(writer: WitnessWriter, row: WindowRow): void {
  const { first, stride, count, size } = row;
  if (isRun(writer.operandType(0), row)) {
    writer.operand(0, first, (count - 1) * stride + size);
    return;
  }
  for (let j = 0; j < count; j++) writer.operand(0, first + j * stride, size);
}

/** Whether a row is read as one run, with what lies between its places: the kernel decides the same. */
function isRun(type: TensorType, { first, stride, count, size }: WindowRow): boolean {
  const leafBytes = 2 ** type.log2Leaf;
  const path = HASH_BYTES * treeDepth(Math.ceil(byteLength(type) / leafBytes));
  const last = first + (count - 1) * stride + size;
  const leaves = Math.floor((INT16_BYTES * last - 1) / leafBytes) + 1 - Math.floor((INT16_BYTES * first) / leafBytes);
  const each = Math.ceil((INT16_BYTES * size) / leafBytes) * leafBytes + path;
  return leaves * leafBytes + 2 * path <= count * each || stride === size;
}
