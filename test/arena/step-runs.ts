import { createDecoder, type ExecutableModel } from "@openimo/runtime";
import type { HDAccount } from "viem/accounts";
import { type ClaimTrace, decodeClaimTrace } from "../../runtime/src/dispute/claim-trace.ts";
import type { Disputed } from "../../runtime/src/dispute/fault-proof.ts";
import type { StepTrace } from "../../runtime/src/dispute/witness-source.ts";
import { decodeTensor, encodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { loopOf } from "../../runtime/src/tree/decode-trace-root.ts";
import type { Player } from "./dispute.ts";
import { changedSlots, endOf, stepOf } from "./liars.ts";

/** A right run of a step program, from which liars make theirs. */
export interface StepRun {
  readonly disputed: Disputed;
  readonly honest: Player;
  /** Of the prompt, and of the answer. */
  readonly prompt: readonly number[];
  readonly tokens: readonly number[];
  readonly steps: number;
}

export async function stepRun(account: HDAccount, disputed: Disputed): Promise<StepRun> {
  const { hasher, program, constants, input, seed } = disputed;
  const { dtype } = loopOf(program).prompt;
  const decoder = await createDecoder({ program, constants });
  const trace = await decoder.trace(input, { seed });
  const honest = { account, disputed, trace: await decodeClaimTrace(hasher, program, trace), answer: trace.answer };
  return {
    ...{ disputed, honest, steps: trace.steps },
    prompt: [...decodeTensor(dtype, input)],
    tokens: [...decodeTensor(dtype, trace.answer)],
  };
}

/** What a liar changes of a right run. */
export interface StepLie {
  /** The run to begin with: the right one unless given. */
  readonly trace?: ClaimTrace;
  /** Steps instead of the run's own, null for EMPTY. */
  readonly steps?: ReadonlyMap<number, StepTrace | null>;
  readonly tokens: readonly number[];
  /** The number of tokens that the end tells, if not theirs. */
  readonly length?: number;
  /** What is in the slots after the end. */
  readonly beyond?: readonly Uint8Array[];
}

/** A player with a false run. */
export function stepLiar(account: HDAccount, { disputed, honest }: StepRun, lie: StepLie): Player {
  const { hasher, program } = disputed;
  const { stepLimit, prompt } = loopOf(program);
  const end = endOf(hasher, program, lie.tokens, lie.length);
  const changes = new Map([...(lie.steps ?? []), [stepLimit, end] as const]);
  const trace = changedSlots(hasher, lie.trace ?? honest.trace, changes, lie.beyond, stepLimit + 1);
  return { account, disputed, trace, answer: encodeTensor(prompt.dtype, lie.tokens) };
}

/** A step of the right run with tensors changed; what follows them in the step is left as it was. */
export async function changedStep(
  { disputed, honest }: StepRun,
  step: number,
  change: (tensors: readonly Uint8Array[]) => Uint8Array[],
): Promise<StepTrace> {
  const slot = await honest.trace.slot(step);
  if (slot === null) throw new RangeError(`the run had no step ${step}`);
  return stepOf(disputed.hasher, disputed.program, change(slot.tensors));
}

/** A run that is given these tokens first, however many they are, and goes on by itself to the last step. */
export async function forcedRun(
  { hasher, program, constants, seed }: Disputed,
  given: readonly number[],
): Promise<{ readonly trace: ClaimTrace; readonly tokens: readonly number[] }> {
  const loop = loopOf(program);
  const prompt = { ...loop.prompt, dtype: "int32", shape: [loop.stepLimit] } as const;
  const forced = { ...program, loop: { ...loop, prompt, tokenLimit: loop.stepLimit, stopToken: -1 } };
  const decoder = await createDecoder({ program: forced, constants } satisfies ExecutableModel);
  const trace = await decoder.trace(encodeTensor("int32", given), { seed });
  return { trace: await decodeClaimTrace(hasher, forced, trace), tokens: [...decodeTensor("int32", trace.answer)] };
}

/** What the program gives in a step. */
export async function tokenOf({ disputed, honest }: StepRun, step: number): Promise<number> {
  const slot = await honest.trace.slot(step);
  if (slot === null) throw new RangeError(`the run had no step ${step}`);
  return decodeTensor("int32", slot.tensors[disputed.program.outputs[0] - 1])[0];
}
