import { ETHER, type FeeAsset, isEther, readFeeAsset } from "@openimo/contracts";
import { type Address, erc20Abi } from "viem";
import { readContract } from "viem/actions";
import { useChainQuery } from "./use-chain-query.ts";

/**
 * How an asset writes its amounts: `null` for one that doesn't tell, which nobody can be asked to pay in; undefined while it
 * isn't known.
 */
export function useFeeAsset(address: Address | undefined): FeeAsset | null | undefined {
  const { data } = useChainQuery(
    ["fee asset", address ?? ""],
    async ({ client }) => (address === undefined ? null : ((await readFeeAsset(client, address)) ?? null)),
    { refetch: false, enabled: address !== undefined && !isEther(address) },
  );
  return address !== undefined && isEther(address) ? ETHER : data;
}

/** What an account has of an asset, and what of it somebody may take. */
export interface FeePayment {
  readonly balance: bigint;
  readonly allowance: bigint;
}

/** Undefined without an account, and for payments in ether. */
export function useFeePayment(assetAddress: Address, spender: Address, account: Address | undefined) {
  const enabled = account !== undefined && !isEther(assetAddress);
  return useChainQuery(
    ["fee payment", assetAddress, spender, account ?? ""],
    async ({ client }): Promise<FeePayment | null> => {
      if (account === undefined) return null;
      const asset = { address: assetAddress, abi: erc20Abi } as const;
      const [balance, allowance] = await Promise.all([
        readContract(client, { ...asset, functionName: "balanceOf", args: [account] }),
        readContract(client, { ...asset, functionName: "allowance", args: [account, spender] }),
      ]);
      return { balance, allowance };
    },
    { enabled },
  );
}
