import type { ExecutableModel } from "@openimo/runtime";
import { createExecutor } from "@openimo/runtime";
import type { HDAccount } from "viem/accounts";
import { runTrace } from "../../runtime/src/dispute/claim-trace.ts";
import type { Disputed } from "../../runtime/src/dispute/fault-proof.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { WeightsTree } from "../../runtime/src/tree/weights-tree.ts";
import type { Player } from "./dispute.ts";

/** What everybody knows of a run. */
export function disputedOf(hasher: Hasher, model: ExecutableModel, input: Uint8Array, seed: Uint8Array): Disputed {
  const { program, constants } = model;
  const weights = new WeightsTree(hasher, program.constants, constants);
  return { hasher, program, constants, weights, input, inputs: null, seed };
}

/** A player of a program that is run once, with tensors that may be wrong. */
export function playerOf(account: HDAccount, disputed: Disputed, tensors: readonly Uint8Array[]): Player {
  const { hasher, program } = disputed;
  const answer = concatBytes(program.outputs.map((value) => tensors[value - 1]));
  return { account, disputed, trace: runTrace(hasher, program, tensors), answer };
}

/** What the program computes. */
export async function rightTensors(model: ExecutableModel, input: Uint8Array): Promise<readonly Uint8Array[]> {
  const executor = await createExecutor(model);
  const { tensors } = await executor.trace(input);
  executor.dispose();
  return tensors.map((bytes) => bytes.slice());
}

/** The tensors with one byte of one of them changed; what follows is left as it was. */
export function tampered(tensors: readonly Uint8Array[], instruction: number, byte: number): Uint8Array[] {
  return tensors.map((bytes, i) => {
    const copy = bytes.slice();
    if (i === instruction) copy[byte] ^= 1;
    return copy;
  });
}
