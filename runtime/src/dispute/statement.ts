import type { Program } from "../program/program.ts";
import type { ClaimTrace } from "./claim-trace.ts";

/** What shows that a trace has its answer: `siblings` of `Statement` in IDisputeCourt.sol. */
export async function answerSiblings(program: Program, trace: ClaimTrace): Promise<readonly Uint8Array[]> {
  if (program.loop !== undefined) return trace.slots?.open(program.loop.stepLimit).siblings ?? [];
  const slot = await trace.slot(0);
  return program.outputs.flatMap((value) => slot?.tree.tensors.open(value - 1).siblings ?? []);
}
