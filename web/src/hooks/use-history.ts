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
import { readLogs, readLogsOf } from "./read-logs.ts";
import type { ListedModel } from "./read-model.ts";
import { readTokenLogs, readTradeLogs } from "./read-more-history.ts";
import { useChainQuery } from "./use-chain-query.ts";

export type HistoryKind =
  | "committed"
  | "withdrawn"
  | "bid"
  | "bidWithdrawn"
  | "bought"
  | "sold"
  | "claimed"
  | "refunded"
  | "revenue"
  | "redeemed"
  | "released"
  | "drop"
  | "credit"
  | "raise";

export interface HistoryEntry {
  readonly kind: HistoryKind;
  /** The offering, the token, a vesting, a drop or the oracle. */
  readonly contract: Address;
  readonly amountWei?: bigint;
  /** In another asset than ether. */
  readonly asset?: { readonly asset: Address; readonly amount: bigint };
  readonly tokens?: bigint;
  /** The model's token, of whatever contract the entry is; none where no model is concerned. */
  readonly token?: Address;
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

function currencyEntry(launch: ListedModel["launch"]): [Address, Address][] {
  return launch ? [[getAddress(launch.offering.address), launch.offering.terms.currency]] : [];
}

async function readHistory(
  access: ChainAccess,
  models: readonly ListedModel[],
  account: Address,
): Promise<HistoryEntry[]> {
  const launches = models.flatMap(({ launch }) => launch ?? []);
  const offerings = launches.map(({ offering }) => offering.address);
  const tokens = launches.map(({ token }) => token);
  const { client, deployment } = access;
  const own = { args: { account }, strict: true } as const;
  const [committed, withdrawn, claimed, refunded, raised, revenue, inAssets, refused, credit, trades, tokenLogs] =
    await Promise.all([
      readLogsOf(access, offerings, (range) => getLogs(client, { ...own, event: events.committed, ...range })),
      readLogsOf(access, offerings, (range) => getLogs(client, { ...own, event: events.withdrawn, ...range })),
      readLogsOf(access, offerings, (range) => getLogs(client, { ...own, event: events.claimed, ...range })),
      readLogsOf(access, offerings, (range) => getLogs(client, { ...own, event: events.refunded, ...range })),
      readLogsOf(access, offerings, (range) =>
        getLogs(client, { event: events.raise, args: { developer: account }, strict: true, ...range }),
      ),
      readLogsOf(access, tokens, (range) => getLogs(client, { ...own, event: events.revenue, ...range })),
      readLogsOf(access, tokens, (range) => getLogs(client, { ...own, event: events.revenueInAsset, ...range })),
      readLogsOf(access, tokens, (range) => getLogs(client, { ...own, event: events.refusedAsset, ...range })),
      readLogs(access, (range) =>
        getLogs(client, {
          address: deployment.inferenceOracle,
          event: events.credit,
          args: { account },
          strict: true,
          ...range,
        }),
      ),
      readTradeLogs(access, launches, account),
      readTokenLogs(access, launches, account),
    ]);
  // What an asset refused to send stays claimable, and is told when a later claim pays it.
  const wasRefused = new Set(refused.map(({ transactionHash, args }) => `${transactionHash} ${args.asset}`));
  type Place = { address: Address; blockNumber: bigint; logIndex: number; transactionHash: Hash };
  const tokenOf = new Map([
    ...tokenLogs.tokenOf,
    ...launches.flatMap(
      ({ token, offering }) =>
        [
          [getAddress(token), token],
          [getAddress(offering.address), token],
        ] as const,
    ),
  ]);
  const at = (kind: HistoryKind, { address, blockNumber, logIndex, transactionHash }: Place) => ({
    kind,
    contract: getAddress(address),
    token: tokenOf.get(getAddress(address)),
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
    ...trades.bids.map((log) => ({ ...at("bid", log), ...paid(log, log.args.amount) })),
    ...trades.bidsWithdrawn.map((log) => ({ ...at("bidWithdrawn", log), ...paid(log, log.args.amount) })),
    ...trades.bought.map((log) => ({ ...at("bought", log), ...paid(log, log.args.cost), tokens: log.args.tokens })),
    ...trades.sold.map((log) => ({ ...at("sold", log), ...paid(log, log.args.paid), tokens: log.args.tokens })),
    ...tokenLogs.redeemed.map((log) => ({
      ...at("redeemed", log),
      amountWei: log.args.payoutWei,
      tokens: log.args.amount,
    })),
    ...tokenLogs.redeemedAssets
      .filter(({ transactionHash, args }) => !wasRefused.has(`${transactionHash} ${args.asset}`))
      .map((log) => ({ ...at("redeemed", log), asset: log.args })),
    ...tokenLogs.released.map((log) => ({ ...at("released", log), tokens: log.args.amount })),
    ...tokenLogs.claimed.map((log) => ({ ...at("drop", log), tokens: log.args.amount })),
    ...credit.map((log) => ({
      ...at("credit", log),
      ...(isEther(log.args.asset) ? { amountWei: log.args.amount } : { asset: log.args }),
    })),
  ];
  return entries.toSorted((a, b) => Number(b.blockNumber - a.blockNumber) || b.logIndex - a.logIndex);
}

/** Everything that the account did here, from events, the newest first. */
export function useHistory(models: readonly ListedModel[], account: Address) {
  return useChainQuery(["history", account, String(models.length)], (access) => readHistory(access, models, account));
}
