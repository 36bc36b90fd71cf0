import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, zeroAddress } from "viem";
import { readContract } from "viem/actions";
import type { ListedModel } from "./read-model.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** Price and times of one request to a model, before it is signed. */
export interface Quote {
  readonly priceWei: bigint;
  /** What the operator who answers puts at stake. */
  readonly bondWei: bigint;
  readonly windowSeconds: number;
  readonly timeoutSeconds: number;
}

export function useQuote(model: Pick<ListedModel, "id" | "operatorRewardWei">) {
  return useChainQuery(
    ["quote", String(model.id)],
    async ({ client, deployment }): Promise<Quote> => {
      const oracle = { address: deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
      const [priceWei, bondWei, windowSeconds, timeoutSeconds] = await Promise.all([
        readContract(client, { ...oracle, functionName: "estimateFee", args: [model.id, 0n] }),
        readContract(client, { ...oracle, functionName: "bondFor", args: [model.operatorRewardWei, 0n] }),
        readContract(client, { ...oracle, functionName: "DEFAULT_WINDOW_SECONDS" }),
        readContract(client, { ...oracle, functionName: "DEFAULT_TIMEOUT_SECONDS" }),
      ]);
      return { priceWei, bondWei, windowSeconds, timeoutSeconds };
    },
    { refetch: false },
  );
}

/** What the oracle owes an account in an asset, ether unless another is named. */
export function useCredit(account: Address | undefined, asset: Address = zeroAddress) {
  return useChainQuery(
    ["credit", account ?? "", asset],
    ({ client, deployment }) =>
      account
        ? readContract(client, {
            address: deployment.inferenceOracle,
            abi: inferenceOracleAbi,
            functionName: "assetCredit",
            args: [account, asset],
          })
        : Promise.resolve(0n),
    { enabled: account !== undefined },
  );
}

/** Revenue that the oracle still holds for a model, in the model's asset. */
export function useUnsettledRevenue(modelId: bigint) {
  return useChainQuery(["unsettled", String(modelId)], ({ client, deployment }) =>
    readContract(client, {
      address: deployment.inferenceOracle,
      abi: inferenceOracleAbi,
      functionName: "unsettledRevenue",
      args: [modelId],
    }),
  );
}
