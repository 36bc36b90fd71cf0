import type { AttentionMixInstruction } from "../instructions/attention-mix.ts";
import { valueType } from "../program/program.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareAttentionMix: Prepare<AttentionMixInstruction> = (
  { operands, multiplier, shift, output },
  out,
  plan,
) => {
  const { kernels, program, values } = plan;
  const [heads, steps] = valueType(program, operands[0]).shape;
  const headSize = output.shape[1] / heads;
  const valueHeads = valueType(program, operands[1]).shape[0] / headSize;
  const [p, cache] = [values[operands[0]], values[operands[1]]];
  const [wideMultiplier, wideShift] = [BigInt(multiplier), BigInt(shift)];
  const { attentionMix } = kernels.functions;
  return (step) => attentionMix(p, heads, headSize, cache, valueHeads, steps, step, wideMultiplier, wideShift, out);
};
