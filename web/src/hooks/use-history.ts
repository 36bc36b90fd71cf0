import {
  fixedPriceOfferingAbi,
  inferenceOracleAbi,
  isEther,
  offeringAbi,
  revenueShareTokenAbi,
} from "@openimo/contracts";
import { type Address, getAbiItem, getAddress, type Hash, zeroAddress } from "viem";
import { getLogs } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readLogs } from "./read-logs.ts";
import type { ListedModel } from "./read-model.ts";
import { useChainQuery } from "./use-chain-query.ts";

export type HistoryKind = "committed" | "withdrawn" | "claimed" | "refunded" | "revenue" | "credit" | "raise";

export interface HistoryEntry {
  readonly kind: HistoryKind;
  /** The offering, the token or the oracle. */
  readonly contract: Address;
  readonly amountWei?: bigint;
  /** In another asset than ether. */
  readonly asset?: { readonly asset: Address; readonly amount: bigint };
  readonly tokens?: bigint;
  readonly blockNumber: bigint;
  readonly logIndex: number;
  readonly transactionHash: Hash;
}

const events = {
  committed: getAbiItem({ abi: fixedPriceOfferingAbi, name: "Committed" }),
  withdrawn: getAbiItem({ abi: fixedPriceOfferingAbi, name: "CommitmentWithdrawn" }),
  claimed: getAbiItem({ abi: offeringAbi, name: "Claimed" }),
  refunded: getAbiItem({ abi: offeringAbi, name: "Refunded" }),
  raise: getAbiItem({ abi: offeringAbi, name: "RaiseWithdrawn" }),
  revenue: getAbiItem({ abi: revenueShareTokenAbi, name: "RevenueClaimed" }),
  revenueInAsset: getAbiItem({ abi: revenueShareTokenAbi, name: "AssetClaimed" }),
  refusedAsset: getAbiItem({ abi: revenueShareTokenAbi, name: "AssetCredited" }),
  credit: getAbiItem({ abi: inferenceOracleAbi, name: "Withdrawn" }),
} as const;

const MAX_ENTRIES = 100;

function currencyEntry(launch: ListedModel["launch"]): [Address, Address][] {
  return launch ? [[getAddress(launch.offering.address), launch.offering.terms.currency]] : [];
}

async function readHistory(
  access: ChainAccess,
  models: readonly ListedModel[],
  account: Address,
): Promise<HistoryEntry[]> {
  const offerings = models.flatMap(({ launch }) => launch?.offering.address ?? []);
  const tokens = models.flatMap(({ launch }) => launch?.token ?? []);
  const { client, deployment } = access;
  const ofOfferings = { address: offerings, args: { account }, strict: true } as const;
  const [committed, withdrawn, claimed, refunded, raised, revenue, inAssets, refused, credit] = await Promise.all([
    readLogs(access, (range) => getLogs(client, { ...ofOfferings, event: events.committed, ...range })),
    readLogs(access, (range) => getLogs(client, { ...ofOfferings, event: events.withdrawn, ...range })),
    readLogs(access, (range) => getLogs(client, { ...ofOfferings, event: events.claimed, ...range })),
    readLogs(access, (range) => getLogs(client, { ...ofOfferings, event: events.refunded, ...range })),
    readLogs(access, (range) =>
      getLogs(client, {
        address: offerings,
        event: events.raise,
        args: { developer: account },
        strict: true,
        ...range,
      }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address: tokens, event: events.revenue, args: { account }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address: tokens, event: events.revenueInAsset, args: { account }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address: tokens, event: events.refusedAsset, args: { account }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, {
        address: deployment.inferenceOracle,
        event: events.credit,
        args: { account },
        strict: true,
        ...range,
      }),
    ),
  ]);
  // What an asset refused to send stays claimable, and is told when a later claim pays it.
  const wasRefused = new Set(refused.map(({ transactionHash, args }) => `${transactionHash} ${args.asset}`));
  type Place = { address: Address; blockNumber: bigint; logIndex: number; transactionHash: Hash };
  const at = (kind: HistoryKind, { address, blockNumber, logIndex, transactionHash }: Place) => ({
    kind,
    contract: getAddress(address),
    blockNumber,
    logIndex,
    transactionHash,
  });
  const currencies = new Map(models.flatMap(({ launch }) => currencyEntry(launch)));
  /** Of an offering's currency. */
  const paid = ({ address }: Place, amount: bigint) => {
    const asset = currencies.get(getAddress(address)) ?? zeroAddress;
    if (isEther(asset)) return { amountWei: amount };
    return amount === 0n ? {} : { asset: { asset, amount } };
  };
  const entries: HistoryEntry[] = [
    ...committed.map((log) => ({ ...at("committed", log), ...paid(log, log.args.amount) })),
    ...withdrawn.map((log) => ({ ...at("withdrawn", log), ...paid(log, log.args.amount) })),
    ...claimed.map((log) => ({ ...at("claimed", log), ...paid(log, log.args.refund), tokens: log.args.tokens })),
    ...refunded.map((log) => ({ ...at("refunded", log), ...paid(log, log.args.amount) })),
    ...raised.map((log) => ({ ...at("raise", log), ...paid(log, log.args.amount) })),
    ...revenue.map((log) => ({ ...at("revenue", log), amountWei: log.args.amountWei })),
    ...inAssets
      .filter(({ transactionHash, args }) => !wasRefused.has(`${transactionHash} ${args.asset}`))
      .map((log) => ({ ...at("revenue", log), asset: log.args })),
    ...credit.map((log) => ({
      ...at("credit", log),
      ...(isEther(log.args.asset) ? { amountWei: log.args.amount } : { asset: log.args }),
    })),
  ];
  return entries
    .toSorted((a, b) => Number(b.blockNumber - a.blockNumber) || b.logIndex - a.logIndex)
    .slice(0, MAX_ENTRIES);
}

/** What the account did here, from events, the newest first. */
export function useHistory(models: readonly ListedModel[], account: Address) {
  return useChainQuery(["history", account, String(models.length)], (access) => readHistory(access, models, account));
}
