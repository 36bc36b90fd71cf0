import { inferenceOracleAbi } from "@openimo/contracts";
import { encodeFunctionData, zeroAddress } from "viem";
import type { Connection } from "../chain/connection.ts";
import { isUnreachable } from "../chain/rpc-error.ts";
import { FailedError } from "../command-line/errors.ts";
import { blockOf } from "./block.ts";
import type { Provider } from "./provider.ts";

/**
 * Checks that each provider reads state at a block's hash (EIP-1898): without that, a decision would rest on two blocks at once.
 * @throws FailedError naming the provider that refuses, viem's error where none answers.
 */
export async function checkPinnedReads({ pool, deployment }: Connection): Promise<void> {
  const data = encodeFunctionData({ abi: inferenceOracleAbi, functionName: "nonceOf", args: [zeroAddress] });
  const check = async (provider: Provider) => {
    const block = blockOf(await pool.ask(provider, { method: "eth_getBlockByNumber", params: ["latest", false] }));
    try {
      const params = [{ to: deployment.inferenceOracle, data }, { blockHash: block.hash }];
      await pool.ask(provider, { method: "eth_call", params });
    } catch (error) {
      if (isUnreachable(error)) throw error;
      const sentence = `RPC provider ${provider.name} refuses to read at a block's hash (EIP-1898), which every decision needs.`;
      throw new FailedError(sentence, {}, { cause: error });
    }
  };
  const results = await Promise.allSettled(pool.providers.filter(({ isKnown }) => isKnown).map(check));
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  const refusal = failures.find((failure) => failure instanceof FailedError);
  if (refusal !== undefined || failures.length === results.length) throw refusal ?? failures[0];
}
