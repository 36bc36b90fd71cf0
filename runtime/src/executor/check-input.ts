import type { Program } from "../program/program.ts";
import { byteLength } from "../program/tensor-type.ts";
import { InputError } from "./input-error.ts";

/** @throws InputError unless the input has exactly the bytes that the program asks for. */
export function checkInput(program: Program, input: Uint8Array): void {
  const expected = byteLength(program.input);
  if (input.length !== expected) throw new InputError(expected, input.length);
}
