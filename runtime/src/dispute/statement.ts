import type { Program } from "../program/program.ts";
import type { ClaimTrace } from "./claim-trace.ts";
import { firstPlace, strideOf } from "./place.ts";

/** What shows that a trace has its answer, up to its top: `siblings` of `Statement` in IProgramRegistry.sol. */
export async function answerSiblings(program: Program, trace: ClaimTrace): Promise<readonly Uint8Array[]> {
  const place = firstPlace(program, 0);
  if (trace.items === null) return runSiblings(program, trace, place.levels - strideOf(place));
  // A batch's top are the items' roots.
  const siblings: Uint8Array[] = [];
  // One after the other: a run whose tensors aren't kept is computed again.
  for (const run of trace.items.runs) siblings.push(...(await runSiblings(program, run, place.levels)));
  return siblings;
}

async function runSiblings(program: Program, trace: ClaimTrace, levels: number): Promise<readonly Uint8Array[]> {
  if (program.loop !== undefined) return trace.slots?.open(program.loop.stepLimit).siblings.slice(0, levels) ?? [];
  const slot = await trace.slot(0);
  return program.outputs.flatMap((value) => slot?.tree.tensors.open(value - 1).siblings.slice(0, levels) ?? []);
}
