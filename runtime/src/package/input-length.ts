import { DTYPES } from "../program/dtype.ts";
import type { Program } from "../program/program.ts";
import { byteLength } from "../program/tensor-type.ts";

/** Bytes of the inputs that a program accepts. */
export interface InputLength {
  readonly leastBytes: number;
  readonly mostBytes: number;
  /** Bytes of what is counted: a token of a prompt, of which a rest is ignored, or the whole input. */
  readonly unitBytes: number;
}

/** The lengths that a program's input rule accepts: those of its input, or those of its prompts where it has steps. */
export function inputLength({ input, loop }: Pick<Program, "input" | "loop">): InputLength {
  if (loop === undefined) {
    const bytes = byteLength(input);
    return { leastBytes: bytes, mostBytes: bytes, unitBytes: bytes };
  }
  const unitBytes = DTYPES[loop.prompt.dtype].bytes;
  return { leastBytes: unitBytes, mostBytes: byteLength(loop.prompt), unitBytes };
}
