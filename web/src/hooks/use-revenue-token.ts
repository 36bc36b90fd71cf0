import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, erc20Abi } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { useChainQuery } from "./use-chain-query.ts";

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
}

export async function readRevenueToken({ client }: ChainAccess, address: Address): Promise<RevenueToken> {
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
  };
}

export function useRevenueToken(address: Address) {
  return useChainQuery(["token", address], (access) => readRevenueToken(access, address));
}

export interface TokenHolding {
  readonly balance: bigint;
  readonly claimableWei: bigint;
}

export async function readHolding({ client }: ChainAccess, token: Address, account: Address): Promise<TokenHolding> {
  const contract = { address: token, abi: revenueShareTokenAbi, args: [account] } as const;
  const [balance, claimableWei] = await Promise.all([
    readContract(client, { ...contract, functionName: "balanceOf" }),
    readContract(client, { ...contract, functionName: "claimable" }),
  ]);
  return { balance, claimableWei };
}

export function useHolding(token: Address, account: Address | undefined) {
  return useChainQuery(
    ["holding", token, account ?? ""],
    (access) => (account ? readHolding(access, token, account) : Promise.reject(new Error("no account"))),
    { enabled: account !== undefined },
  );
}

/** What burning so many tokens would pay, in wei. */
export function useRedeemable(token: Address, amount: bigint) {
  return useChainQuery(
    ["redeemable", token, String(amount)],
    ({ client }) =>
      readContract(client, {
        address: token,
        abi: revenueShareTokenAbi,
        functionName: "redeemableOnBurn",
        args: [amount],
      }),
    { enabled: amount > 0n },
  );
}
