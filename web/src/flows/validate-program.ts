import { programRegistryAbi } from "@openimo/contracts";
import type { ValidateCall } from "@openimo/runtime/dispute";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Has some records of a program validated, of which `step` is the place among `steps` transactions, from 1. */
export function validateProgram(registry: Address, call: ValidateCall, step: number, steps: number): Action {
  const [programRoot, { first }] = call.args;
  return {
    key: `validate ${programRoot} ${first}`,
    label: (m) => m.flows.validateProgram(step, steps),
    to: registry,
    data: encodeFunctionData({ abi: programRegistryAbi, ...call }),
  };
}
