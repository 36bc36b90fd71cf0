import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, type Hash, type Hex, zeroAddress } from "viem";
import { DELIVER_AT, type Request } from "./request.ts";
import type { Call } from "./transact.ts";

const abi = inferenceOracleAbi;

/** @param seedSalt Of the request's block: where it is in another one, the answer is refused. Without it an answer is taken for any seed. */
export function proposeCall(oracle: Address, request: Request, output: Hex, callbackData: Hex, seedSalt?: Hex): Call {
  const args = [request, output, callbackData] as const;
  const data =
    seedSalt === undefined
      ? encodeFunctionData({ abi, functionName: "propose", args })
      : encodeFunctionData({ abi, functionName: "proposeForSeed", args: [...args, seedSalt] });
  return { to: oracle, data, value: request.bondWei };
}

export const commitCall = (oracle: Address, commitment: Hash): Call => ({
  to: oracle,
  data: encodeFunctionData({ abi, functionName: "commit", args: [commitment] }),
});

export const takeOverCall = (oracle: Address, request: Request, salt: Hex): Call => ({
  to: oracle,
  data: encodeFunctionData({ abi, functionName: "takeOver", args: [request, salt] }),
  value: request.bondWei,
});

export const deliverCall = (oracle: Address, request: Request, output: Hex, callbackData: Hex): Call => ({
  to: oracle,
  data: encodeFunctionData({ abi, functionName: "deliver", args: [request, output, callbackData] }),
});

export const finaliseCall = (oracle: Address, request: Request): Call => ({
  to: oracle,
  data: encodeFunctionData({ abi, functionName: "finalise", args: [request] }),
});

export const expireCall = (oracle: Address, request: Request): Call => ({
  to: oracle,
  data: encodeFunctionData({ abi, functionName: "expire", args: [request] }),
});

export const settleCall = (oracle: Address, modelId: bigint): Call => ({
  to: oracle,
  data: encodeFunctionData({ abi, functionName: "settleRevenue", args: [modelId] }),
});

/** Of a credit in ether unless another asset is named. */
export const withdrawCall = (oracle: Address, account: Address, asset: Address = zeroAddress): Call => ({
  to: oracle,
  data:
    asset === zeroAddress
      ? encodeFunctionData({ abi, functionName: "withdraw", args: [account] })
      : encodeFunctionData({ abi, functionName: "withdrawAsset", args: [account, asset] }),
});

/** Gas that an answer's transaction must leave for the callback in it. */
export const callbackGasOfAnswer = (request: Request): bigint =>
  request.deliverAt === DELIVER_AT.answer ? request.callbackGasLimit : 0n;
