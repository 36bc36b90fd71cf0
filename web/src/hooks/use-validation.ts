import { programRegistryAbi } from "@openimo/contracts";
import type { ModelPackage } from "@openimo/runtime";
import type { ValidateCall } from "@openimo/runtime/dispute";
import { readContract } from "viem/actions";
import { useChainQuery } from "./use-chain-query.ts";

/** The transactions that validate a program, and how many of them were made, by whomever. */
export interface Validation {
  readonly calls: readonly ValidateCall[];
  readonly done: number;
}

const made = new WeakMap<ModelPackage, readonly ValidateCall[]>();

/** The program's tree is hashed once, and only here: what makes it is loaded with the first package that is opened. */
async function callsOf(opened: ModelPackage): Promise<readonly ValidateCall[]> {
  const known = made.get(opened);
  if (known) return known;
  const [{ createHasher }, { validateProgramCalls }] = await Promise.all([
    import("@openimo/runtime"),
    import("@openimo/runtime/dispute"),
  ]);
  const calls = validateProgramCalls(await createHasher(), opened.program);
  made.set(opened, calls);
  return calls;
}

/** How far the validation of a package's program is on chain. */
export function useValidation(opened: ModelPackage) {
  const { programRoot } = opened;
  return useChainQuery(["validation", programRoot], async ({ client, deployment }): Promise<Validation> => {
    const registry = { address: deployment.programRegistry, abi: programRegistryAbi } as const;
    const args = [programRoot] as const;
    const [calls, validated] = await Promise.all([
      callsOf(opened),
      readContract(client, { ...registry, functionName: "validatedRecords", args }),
    ]);
    const end = ({ args: [, chunk] }: ValidateCall) => Number(chunk.first) + chunk.records.length;
    return { calls, done: calls.filter((call) => end(call) <= Number(validated)).length };
  });
}
