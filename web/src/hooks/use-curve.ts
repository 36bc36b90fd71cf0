import { bondingCurveAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** What an account has in a curve. */
export interface CurvePosition {
  readonly tokens: bigint;
  /** All that it put in less all that it took out, in base units of the currency. */
  readonly paid: bigint;
  /** What sales brought beyond that: paid if the curve succeeds, void if it fails. */
  readonly gain: bigint;
}

/** Amounts of money are in base units of the currency. */
export interface Curve {
  readonly goal: bigint;
  /** What the sold tokens cost together. */
  readonly reserve: bigint;
  readonly sold: bigint;
  /** Of a whole token. */
  readonly price: bigint;
  readonly own?: CurvePosition;
}

async function readOwn({ client }: ChainAccess, address: Address, account: Address): Promise<CurvePosition> {
  const contract = { address, abi: bondingCurveAbi, args: [account] } as const;
  const [{ tokens, paid }, gain] = await Promise.all([
    readContract(client, { ...contract, functionName: "positionOf" }),
    readContract(client, { ...contract, functionName: "gainOf" }),
  ]);
  return { tokens, paid, gain };
}

async function readCurve(access: ChainAccess, address: Address, account: Address | undefined): Promise<Curve> {
  const { client } = access;
  const contract = { address, abi: bondingCurveAbi } as const;
  const [{ goal }, reserve, sold, price, own] = await Promise.all([
    readContract(client, { ...contract, functionName: "curveTerms" }),
    readContract(client, { ...contract, functionName: "reserve" }),
    readContract(client, { ...contract, functionName: "totalSold" }),
    readContract(client, { ...contract, functionName: "price" }),
    account && readOwn(access, address, account),
  ]);
  return { goal, reserve, sold, price, own };
}

export function useCurve(address: Address, account: Address | undefined) {
  return useChainQuery(["curve", address, account ?? ""], (access) => readCurve(access, address, account));
}

/** What so much money buys now: tokens, and what they cost, which is less where they are the last ones. */
export function useBuyQuote(address: Address, amount: bigint) {
  return useChainQuery(
    ["curve buy", address, String(amount)],
    async ({ client }) => {
      const contract = { address, abi: bondingCurveAbi, functionName: "quoteBuy", args: [amount] } as const;
      const [tokens, cost] = await readContract(client, contract);
      return { tokens, cost };
    },
    { enabled: amount > 0n },
  );
}

/** What so many tokens bring now, in base units of the currency. */
export function useSellQuote(address: Address, tokens: bigint) {
  return useChainQuery(
    ["curve sell", address, String(tokens)],
    ({ client }) => readContract(client, { address, abi: bondingCurveAbi, functionName: "quoteSell", args: [tokens] }),
    { enabled: tokens > 0n },
  );
}
