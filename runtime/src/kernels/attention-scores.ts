import type { AttentionScoresInstruction } from "../instructions/attention-scores.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareAttentionScores: Prepare<AttentionScoresInstruction> = (
  { operands, multiplier, shift, output },
  out,
  plan,
) => {
  const { kernels, program, values } = plan;
  const [heads, steps] = output.shape;
  const headSize = elementCount(valueType(program, operands[0])) / heads;
  const keyHeads = valueType(program, operands[1]).shape[1] / headSize;
  const [q, keys] = [values[operands[0]], values[operands[1]]];
  const [wideMultiplier, wideShift] = [BigInt(multiplier), BigInt(shift)];
  const { attentionScores } = kernels.functions;
  return (step) => attentionScores(q, heads, headSize, keys, keyHeads, steps, step, wideMultiplier, wideShift, out);
};
