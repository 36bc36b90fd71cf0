import { modelRegistryAbi } from "@openimo/contracts";
import {
  type Address,
  type ContractFunctionArgs,
  encodeFunctionData,
  parseEventLogs,
  type TransactionReceipt,
} from "viem";
import type { Action } from "../wallet/action.ts";

export type RegistrationTerms = ContractFunctionArgs<typeof modelRegistryAbi, "nonpayable", "register">[0];

/** Registers a model in the name of the signer. */
export function registerModel(registry: Address, terms: RegistrationTerms): Action {
  return {
    key: `register ${terms.programRoot}`,
    label: (m) => m.flows.registerModel,
    to: registry,
    data: encodeFunctionData({ abi: modelRegistryAbi, functionName: "register", args: [terms] }),
  };
}

/** The id of the model that a transaction of `registerModel` made. */
export function registeredModelIdOf({ logs }: TransactionReceipt): bigint | undefined {
  return parseEventLogs({ abi: modelRegistryAbi, logs, eventName: "ModelRegistered" })[0]?.args.modelId;
}
