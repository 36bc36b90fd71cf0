import { DTYPES } from "../program/dtype.ts";
import { type Program, valueType } from "../program/program.ts";
import { byteLength } from "../program/tensor-type.ts";

/** Bytes of the longest answer of a program, as `ModelRegistry.outputBytesMax` counts them; of a batch, of one item. */
export function mostAnswerBytes(program: Program): number {
  const { loop, outputs } = program;
  if (loop !== undefined) return loop.tokenLimit * DTYPES[loop.prompt.dtype].bytes;
  return outputs.reduce((sum, value) => sum + byteLength(valueType(program, value)), 0);
}
