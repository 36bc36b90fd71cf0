import { inferenceOracleAbi, revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, getAbiItem, getAddress, zeroAddress } from "viem";
import { getBlock, getLogs } from "viem/actions";
import type { ChainAccess } from "../../app/chain.ts";
import { readLogs } from "../read-logs.ts";
import { amountIn, hexIn, numberIn } from "./ask-index.ts";
import { fillBuckets, type RevenueBucket } from "./revenue-buckets.ts";
import { useIndexed } from "./use-indexed.ts";

const finalised = getAbiItem({ abi: inferenceOracleAbi, name: "Finalised" });
const periodEvents = [
  getAbiItem({ abi: revenueShareTokenAbi, name: "PeriodClosed" }),
  getAbiItem({ abi: revenueShareTokenAbi, name: "AssetShared" }),
] as const;

/** Without the index each block's time is a call, so only the newest so many are asked for. */
const MOST_BLOCKS = 300;

async function timesOf({ client }: ChainAccess, numbers: readonly bigint[]): Promise<ReadonlyMap<bigint, number>> {
  const newest = [...new Set(numbers)].slice(-MOST_BLOCKS);
  const blocks = await Promise.all(newest.map((blockNumber) => getBlock(client, { blockNumber })));
  return new Map(blocks.map(({ number, timestamp }) => [number, Number(timestamp)]));
}

/** What a model earned in equal stretches of time up to now, oldest first, in the smallest unit of its asset. */
export function useRevenueOverTime(modelId: bigint, bucketSeconds: number, buckets: number) {
  return useIndexed<RevenueBucket>({
    name: "revenue",
    parameters: { model: String(modelId), bucketSeconds: String(bucketSeconds), buckets: String(buckets) },
    rowOf: (cells) => ({
      ...{ start: numberIn(cells, "start"), calls: numberIn(cells, "calls"), amount: amountIn(cells, "amount") },
    }),
    fromChain: async (access) => {
      const { client, deployment } = access;
      const logs = await readLogs(access, (range) =>
        getLogs(client, {
          ...{ address: deployment.inferenceOracle, event: finalised, args: { modelId }, strict: true, ...range },
        }),
      );
      const [times, { timestamp }] = await Promise.all([
        timesOf(
          access,
          logs.map(({ blockNumber }) => blockNumber),
        ),
        getBlock(client, { blockTag: "latest" }),
      ]);
      const earned = logs.flatMap(({ args, blockNumber }) => {
        const at = times.get(blockNumber);
        return at === undefined ? [] : [{ at, amount: args.feeAmount }];
      });
      const isCut = earned.length < logs.length;
      return fillBuckets(earned, { now: Number(timestamp), bucketSeconds, buckets, isCut });
    },
  });
}

/** What a closed period shared out of one asset, in its smallest unit. */
export interface ClosedPeriod {
  readonly periodId: bigint;
  readonly asset: Address;
  readonly revenue: bigint;
  readonly redemption: bigint;
  readonly closedAt: number;
}

/** The newest periods that a chart has room for. */
const MAX_PERIODS = 30;

/** What a token's closed periods shared out, the newest first. */
export function useClosedPeriods(token: Address) {
  return useIndexed<ClosedPeriod>({
    ...{ name: "periods", parameters: { token, limit: String(MAX_PERIODS) } },
    rowOf: (cells) => ({
      ...{ periodId: amountIn(cells, "periodId"), asset: getAddress(hexIn(cells, "asset")) },
      ...{ revenue: amountIn(cells, "revenue"), redemption: amountIn(cells, "redemption") },
      closedAt: numberIn(cells, "closedAt"),
    }),
    fromChain: async (access) => {
      const logs = await readLogs(access, (range) =>
        getLogs(access.client, { address: token, events: periodEvents, strict: true, ...range }),
      );
      const newest = logs.slice(-MAX_PERIODS);
      const times = await timesOf(
        access,
        newest.map(({ blockNumber }) => blockNumber),
      );
      return newest
        .map(({ eventName, args, blockNumber }) => ({
          ...(eventName === "PeriodClosed"
            ? { asset: zeroAddress, revenue: args.revenueWei, redemption: args.redemptionWei }
            : { asset: args.asset, revenue: args.revenue, redemption: args.redemption }),
          ...{ periodId: args.id, closedAt: times.get(blockNumber) ?? 0 },
        }))
        .sort((a, b) => (a.periodId < b.periodId ? 1 : a.periodId > b.periodId ? -1 : 0));
    },
  });
}
