import type { Program } from "../program/program.ts";
import type { ClaimTrace } from "./claim-trace.ts";
import { firstPlace, strideOf } from "./place.ts";

/** What shows that a trace has its answer, up to its top: `siblings` of `Statement` in IDisputeCourt.sol. */
export async function answerSiblings(program: Program, trace: ClaimTrace): Promise<readonly Uint8Array[]> {
  const place = firstPlace(program);
  const levels = place.levels - strideOf(place);
  if (program.loop !== undefined) return trace.slots?.open(program.loop.stepLimit).siblings.slice(0, levels) ?? [];
  const slot = await trace.slot(0);
  return program.outputs.flatMap((value) => slot?.tree.tensors.open(value - 1).siblings.slice(0, levels) ?? []);
}
