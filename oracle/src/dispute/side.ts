import {
  createDecoder,
  createExecutor,
  createHasher,
  type ModelPackage,
  requestSeed,
  toHex,
  WeightsTree,
} from "@openimo/runtime";
import {
  answerSiblings,
  type ClaimTrace,
  type Disputed,
  decodeClaimTrace,
  runTrace,
  topOf,
} from "@openimo/runtime/dispute";
import { zeroHash } from "viem";
import type { RunRequest } from "../models/model-runner.ts";
import { nodeThreads } from "../models/node-threads.ts";
import type { Statement } from "./court-types.ts";

/** A run of a disputed request, as one side of the dispute has it. */
export type Side = {
  readonly disputed: Disputed;
  readonly trace: ClaimTrace;
  readonly answer: Uint8Array;
};

/** The right side of a request: what its model gives on this machine. `dispose` ends the model's threads. */
export async function computeSide(
  model: ModelPackage,
  input: Uint8Array,
  { id, seedSalt }: RunRequest,
): Promise<Side & { readonly dispose: () => void }> {
  const { program, constants } = model;
  const [hasher, seed] = [await createHasher(), requestSeed(id, seedSalt)];
  const weights = new WeightsTree(hasher, program.constants, constants);
  const disputed = { hasher, program, constants, weights, input, inputs: null, seed };
  const options = { threads: nodeThreads() };
  if (program.loop === undefined) {
    const executor = await createExecutor(model, options);
    const { tensors, answer } = await executor.trace(input);
    // The executor's memory ends with it.
    const kept = tensors.map((bytes) => bytes.slice());
    executor.dispose();
    return { disputed, trace: runTrace(hasher, program, kept), answer: answer.slice(), dispose: () => undefined };
  }
  const decoder = await createDecoder(model, options);
  const decoded = await decoder.trace(input, { seed });
  const trace = await decodeClaimTrace(hasher, program, decoded);
  return { disputed, trace, answer: decoded.answer, dispose: () => decoder.dispose() };
}

/** What a side claims. It has made no commitment before, so the salt is of no account. */
export async function statementOf({ disputed, trace, answer }: Side): Promise<Statement> {
  const top = (await topOf(disputed.program, trace)).map(toHex);
  const siblings = (await answerSiblings(disputed.program, trace)).map(toHex);
  return { output: toHex(answer), top, siblings, salt: zeroHash };
}
