import { DTYPES } from "../program/dtype.ts";
import { decodeTensor } from "../program/tensor-values.ts";
import { concatBytes } from "../tree/concat-bytes.ts";
import { loopOf } from "../tree/decode-trace-root.ts";
import type { MerkleTree } from "../tree/merkle-tree.ts";
import { type ClaimTrace, runAt } from "./claim-trace.ts";
import { disputedAt } from "./disputed-item.ts";
import { type Disputed, sourceOf } from "./fault-proof.ts";
import type { DuelPlace } from "./place.ts";
import { WitnessWriter } from "./witness-writer.ts";

/** As `EndProof` in IDisputeCourt.sol, without the claim. */
export interface EndProof {
  readonly emptySiblings: readonly Uint8Array[];
  readonly witness: Uint8Array;
}

/** Shows whether the run of `trace`, or of its item, had ended before step `step`, 1 or more. */
export async function proveEnd(
  disputed: Disputed,
  trace: ClaimTrace,
  { item, step }: Pick<DuelPlace, "item" | "step">,
): Promise<EndProof> {
  return proveRunEnd(disputedAt(disputed, item), runAt(trace, item), step);
}

async function proveRunEnd(disputed: Disputed, trace: ClaimTrace, step: number): Promise<EndProof> {
  if ((await trace.slot(step - 1)) === null) {
    return { emptySiblings: slotsOf(trace).open(step - 1).siblings, witness: new Uint8Array(0) };
  }
  const parts = [promptWitness(disputed, trace)];
  if (step >= promptTokens(disputed)) parts.push(await tokenBefore(disputed, trace, step));
  return { emptySiblings: [], witness: concatBytes(parts) };
}

/** The witness that the end has the wrong number of tokens. */
export async function lengthWitness(disputed: Disputed, trace: ClaimTrace): Promise<Uint8Array> {
  const { stepLimit } = loopOf(disputed.program);
  let steps = 0;
  while (steps < stepLimit && !isEmpty(slotsOf(trace).node(0, steps))) steps++;
  const choice = new Uint8Array(4);
  new DataView(choice.buffer).setUint32(0, steps);
  const empty = steps < stepLimit ? slotsOf(trace).open(steps).siblings : [];
  return concatBytes([promptWitness(disputed, trace), choice, ...empty, await tokenBefore(disputed, trace, steps)]);
}

/** The witness that the end has a wrong token, at place `index` of the answer. */
export async function endTokenWitness(disputed: Disputed, trace: ClaimTrace, index: number): Promise<Uint8Array> {
  const loop = loopOf(disputed.program);
  const end = await trace.slot(loop.stepLimit);
  if (end === null) throw new RangeError("end: the trace has none");
  const prompt = promptWitness(disputed, trace);
  const opened = [prompt, end.tensors[0], end.tree.tensors.node(0, 1), ...slotsOf(trace).open(loop.stepLimit).siblings];
  const [length] = decodeTensor("int32", end.tensors[0]);
  if (index < length) opened.push(await tokenBefore(disputed, trace, promptTokens(disputed) + index));
  return concatBytes(opened);
}

/** The prompt's number of tokens, as `Witness.promptTokens` reads it. */
function promptWitness(disputed: Disputed, trace: ClaimTrace): Uint8Array {
  const writer = new WitnessWriter(sourceOf(disputed, trace, 0, null, null), 0, 0);
  writer.promptTokens();
  return writer.finish();
}

/** What step `step - 1` gave, as `Witness.previousOutput` reads it. */
async function tokenBefore(disputed: Disputed, trace: ClaimTrace, step: number): Promise<Uint8Array> {
  const index = disputed.program.outputs[0] - 1;
  const before = await trace.slot(step - 1);
  const writer = new WitnessWriter(sourceOf(disputed, trace, step, null, before), step, index);
  writer.previousOutput(index, 0, 1);
  return writer.finish();
}

function promptTokens({ program, input }: Disputed): number {
  return Math.floor(input.length / DTYPES[loopOf(program).prompt.dtype].bytes);
}

function slotsOf({ slots }: ClaimTrace): MerkleTree {
  if (slots === null) throw new RangeError("end: a trace without steps");
  return slots;
}

const isEmpty = (node: Uint8Array) => node.every((byte) => byte === 0);
