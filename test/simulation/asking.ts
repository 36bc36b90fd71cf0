import { inferenceOracleAbi } from "@openimo/contracts";
import { encodeItems, toHex } from "@openimo/runtime";
import { type Address, encodeFunctionData, type Hex, parseAbi, parseEther, zeroAddress } from "viem";
import type { Base } from "./base.ts";
import type { Ask, Kind } from "./schedule.ts";

const askingAbi = parseAbi([
  "function ask(uint256 modelId, bytes input, uint64 callbackGas, uint8 deliverAt) payable returns (uint256)",
]);
const storingAbi = parseAbi(["function ask(uint256 modelId, bytes input) payable returns (uint256)"]);
const CALLBACK_GAS = 100_000n;
const DELIVER_AT = { finality: 0, answer: 1 } as const;
/** More than any request costs; what is too much is credited. */
const VALUE_WEI = parseEther("0.1");

type Call = { readonly to: Address; readonly data: Hex; readonly value: bigint };

/** The transaction of one that asks. */
export function askCall({ kind }: Ask, inputs: readonly Uint8Array[], base: Base): Call {
  const { inferenceOracle } = base.deployment;
  const { storing, reverting, burning } = base.consumers;
  const input = toHex(inputs[0]);
  const value = VALUE_WEI;
  const through = (to: Address, deliverAt: number): Call => ({
    ...{ to, value },
    data: encodeFunctionData({
      abi: askingAbi,
      functionName: "ask",
      args: [base.served, input, CALLBACK_GAS, deliverAt],
    }),
  });
  const directly = (modelId: bigint): Call => ({
    ...{ to: inferenceOracle, value },
    data: encodeFunctionData({
      ...{ abi: inferenceOracleAbi, functionName: "requestCallback" },
      args: [modelId, input, zeroAddress, 0n, "0x"],
    }),
  });
  const calls: Readonly<Record<Kind, () => Call>> = {
    plain: () => directly(base.served),
    "without a reward": () => directly(base.unrewarded),
    batch: () => ({
      ...{ to: inferenceOracle, value },
      data: encodeFunctionData({
        ...{ abi: inferenceOracleAbi, functionName: "requestBatchInference" },
        args: [BigInt(inputs.length), base.served, toHex(encodeItems(inputs)), zeroAddress, 0n, "0x", 0, 0],
      }),
    }),
    "callback at the answer": () => ({
      ...{ to: storing, value },
      data: encodeFunctionData({ abi: storingAbi, functionName: "ask", args: [base.served, input] }),
    }),
    "callback at finality": () => through(reverting, DELIVER_AT.finality),
    "callback that reverts": () => through(reverting, DELIVER_AT.answer),
    "callback that burns its gas": () => through(burning, DELIVER_AT.answer),
  };
  return calls[kind]();
}
