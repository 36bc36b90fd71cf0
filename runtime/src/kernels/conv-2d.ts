import type { Conv2DInstruction } from "../instructions/conv-2d.ts";
import { valueType } from "../program/program.ts";
import { unpackRows } from "../tree/row-layout.ts";
import { prepareDots, type RowPlaces } from "./dots.ts";
import { type PaddedImage, prepareImage } from "./image.ts";
import { type Prepare, rowsTypeOf } from "./prepare-instruction.ts";

export const prepareConv2D: Prepare<Conv2DInstruction> = (instruction, out, plan) => {
  const { kernels, program, values, constants } = plan;
  const { operands, constant, output } = instruction;
  const input = valueType(program, operands[0]);
  const image = prepareImage(kernels, instruction, input, output);
  const type = rowsTypeOf(program, constant);
  const plain = unpackRows(type, constants[constant]);
  const work = image.positions.length * type.rows * type.columns;
  const dots = prepareDots(plan, rowPlaces(instruction, image, input.shape[3]), plain, instruction);
  const x = values[operands[0]];
  return { before: () => image.make(x), calls: dots(image.addressOf(x), out), work };
};

/** Each window as runs: a row of it, or a position of it where positions are apart. */
function rowPlaces(window: Conv2DInstruction, image: PaddedImage, inputs: number): RowPlaces {
  const { kernelHeight, kernelWidth, dilationHeight, dilationWidth } = window;
  const joined = dilationWidth === 1;
  const runsPerRow = joined ? 1 : kernelWidth;
  const runOffsets: number[] = [];
  for (let i = 0; i < kernelHeight; i++) {
    for (let j = 0; j < runsPerRow; j++) {
      runOffsets.push(i * dilationHeight * image.rowBytes + j * dilationWidth * image.positionBytes);
    }
  }
  return { rowOffsets: image.positions, runOffsets, runLength: joined ? kernelWidth * inputs : inputs };
}
