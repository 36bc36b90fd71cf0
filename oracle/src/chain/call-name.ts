import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { type AbiFunction, type Hex, slice, toFunctionSelector } from "viem";

const SELECTOR_BYTES = 4;

const functions: readonly AbiFunction[] = [...inferenceOracleAbi, ...disputeCourtAbi].filter(
  (item) => item.type === "function",
);
const NAMES = new Map<Hex, string>(functions.map((item) => [toFunctionSelector(item), item.name]));

/** Name of the contract's function that a call is of: one of few words, which names the call in metrics. */
export const callName = (data: Hex): string => NAMES.get(slice(data, 0, SELECTOR_BYTES)) ?? "other";
