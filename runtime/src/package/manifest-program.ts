import type { Program } from "../program/program.ts";
import type { Manifest } from "./manifest.ts";

/** The program that a manifest describes. */
export function programOf(manifest: Manifest): Program {
  const { input, constants, instructions, outputs, loop } = manifest;
  return {
    input: { dtype: input.dtype, shape: input.shape, log2Leaf: input.log2Leaf },
    constants: constants.map(({ file: _, ...type }) => type),
    instructions,
    outputs: outputs.map(({ value }) => value),
    ...(loop === undefined ? {} : { loop }),
  };
}
