import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, erc20Abi } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** What of a further asset the token holds, in the asset's smallest unit. */
export interface AssetPools {
  readonly asset: Address;
  readonly pending: bigint;
  readonly claimPool: bigint;
  readonly redeemPool: bigint;
}

export interface RevenueToken {
  readonly address: Address;
  readonly name: string;
  readonly symbol: string;
  readonly totalSupply: bigint;
  readonly eligibleSupply: bigint;
  readonly periodSeconds: number;
  readonly holderShareBps: number;
  /** 0 before the revenue periods began. */
  readonly periodEnd: number;
  readonly pendingWei: bigint;
  readonly claimPoolWei: bigint;
  readonly redeemPoolWei: bigint;
  /** What is shared besides ether, in the order of the terms. */
  readonly assets: readonly AssetPools[];
}

function readAssets({ client }: ChainAccess, address: Address): Promise<readonly Address[]> {
  return readContract(client, { address, abi: revenueShareTokenAbi, functionName: "revenueAssets" });
}

async function readAssetPools(access: ChainAccess, address: Address): Promise<AssetPools[]> {
  const token = { address, abi: revenueShareTokenAbi } as const;
  return Promise.all(
    (await readAssets(access, address)).map(async (asset) => {
      const pools = await readContract(access.client, { ...token, functionName: "assetPools", args: [asset] });
      const [pending, claimPool, redeemPool] = pools;
      return { asset, pending, claimPool, redeemPool };
    }),
  );
}

export async function readRevenueToken(access: ChainAccess, address: Address): Promise<RevenueToken> {
  const { client } = access;
  const token = { address, abi: revenueShareTokenAbi } as const;
  const erc20 = { address, abi: erc20Abi } as const;
  const [
    name,
    symbol,
    totalSupply,
    eligibleSupply,
    periodSeconds,
    holderShareBps,
    periodEnd,
    pendingWei,
    claimPoolWei,
    redeemPoolWei,
    assets,
  ] = await Promise.all([
    readContract(client, { ...erc20, functionName: "name" }),
    readContract(client, { ...erc20, functionName: "symbol" }),
    readContract(client, { ...token, functionName: "totalSupply" }),
    readContract(client, { ...token, functionName: "eligibleSupply" }),
    readContract(client, { ...token, functionName: "periodSeconds" }),
    readContract(client, { ...token, functionName: "holderShareBps" }),
    readContract(client, { ...token, functionName: "periodEnd" }),
    readContract(client, { ...token, functionName: "pendingWei" }),
    readContract(client, { ...token, functionName: "claimPoolWei" }),
    readContract(client, { ...token, functionName: "redeemPoolWei" }),
    readAssetPools(access, address),
  ]);
  return {
    address,
    name,
    symbol,
    totalSupply,
    eligibleSupply,
    periodSeconds,
    holderShareBps,
    periodEnd: Number(periodEnd),
    pendingWei,
    claimPoolWei,
    redeemPoolWei,
    assets,
  };
}

/** Whether burning tokens pays anything. */
export const isRedeemable = ({ redeemPoolWei, assets }: RevenueToken): boolean =>
  redeemPoolWei > 0n || assets.some(({ redeemPool }) => redeemPool > 0n);

export function useRevenueToken(address: Address) {
  return useChainQuery(["token", address], (access) => readRevenueToken(access, address));
}

export interface TokenHolding {
  readonly balance: bigint;
  readonly claimableWei: bigint;
  /** Further assets of which the account can claim something, in their smallest units. */
  readonly claimableAssets: readonly { readonly asset: Address; readonly amount: bigint }[];
}

export async function readHolding(access: ChainAccess, token: Address, account: Address): Promise<TokenHolding> {
  const { client } = access;
  const contract = { address: token, abi: revenueShareTokenAbi } as const;
  const [balance, claimableWei, assets] = await Promise.all([
    readContract(client, { ...contract, functionName: "balanceOf", args: [account] }),
    readContract(client, { ...contract, functionName: "claimable", args: [account] }),
    readAssets(access, token),
  ]);
  const amounts = await Promise.all(
    assets.map((asset) =>
      readContract(client, { ...contract, functionName: "claimableAsset", args: [account, asset] }),
    ),
  );
  const claimableAssets = assets.map((asset, i) => ({ asset, amount: amounts[i] })).filter(({ amount }) => amount > 0n);
  return { balance, claimableWei, claimableAssets };
}

/** Whether a claim would pay anything. */
export const hasRevenue = ({ claimableWei, claimableAssets }: TokenHolding): boolean =>
  claimableWei > 0n || claimableAssets.length > 0;

export function useHolding(token: Address, account: Address | undefined) {
  return useChainQuery(
    ["holding", token, account ?? ""],
    (access) => (account ? readHolding(access, token, account) : Promise.reject(new Error("no account"))),
    { enabled: account !== undefined },
  );
}

/** What burning so many tokens would pay: wei, and what of each further asset. */
export function useRedeemable(token: Address, amount: bigint) {
  return useChainQuery(
    ["redeemable", token, String(amount)],
    async (access) => {
      const contract = { address: token, abi: revenueShareTokenAbi } as const;
      const [payoutWei, assets] = await Promise.all([
        readContract(access.client, { ...contract, functionName: "redeemableOnBurn", args: [amount] }),
        readAssets(access, token),
      ]);
      const redeemable = { ...contract, functionName: "redeemableERC20OnBurn" } as const;
      const payouts = await Promise.all(
        assets.map(async (asset) => ({
          asset,
          amount: await readContract(access.client, { ...redeemable, args: [amount, asset] }),
        })),
      );
      return { payoutWei, assets: payouts.filter((payout) => payout.amount > 0n) };
    },
    { enabled: amount > 0n },
  );
}
