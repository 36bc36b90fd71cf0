import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, type Hex, parseEventLogs, type TransactionReceipt, zeroAddress } from "viem";
import type { Action } from "../wallet/action.ts";

/** `DeliverAt.Finality`; without a callback it changes nothing. */
const DELIVER_AT_FINALITY = 0;

/** Asks a model, without a callback and with the default times. */
export function ask(oracle: Address, modelId: bigint, input: Hex, priceWei: bigint): Action {
  const options = {
    callbackContract: zeroAddress,
    callbackGasLimit: 0n,
    callbackData: "0x",
    deliverAt: DELIVER_AT_FINALITY,
    windowSeconds: 0,
    timeoutSeconds: 0,
    valueAtStakeWei: 0n,
    bondWei: 0n,
  } as const;
  return {
    key: `ask ${modelId}`,
    label: (m) => m.flows.ask,
    to: oracle,
    data: encodeFunctionData({
      abi: inferenceOracleAbi,
      functionName: "requestInference",
      args: [modelId, input, options],
    }),
    valueWei: priceWei,
  };
}

/** The id of the request that a transaction of `ask` made. */
export function requestIdOf({ logs }: TransactionReceipt): bigint | undefined {
  return parseEventLogs({ abi: inferenceOracleAbi, logs, eventName: "Requested" })[0]?.args.requestId;
}
