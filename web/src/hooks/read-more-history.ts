import {
  batchAuctionAbi,
  bondingCurveAbi,
  contributorDropAbi,
  revenueShareTokenAbi,
  tokenVestingAbi,
} from "@openimo/contracts";
import { type Address, getAbiItem } from "viem";
import { getLogs } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readLogsOf } from "./read-logs.ts";
import type { ListedModel } from "./read-model.ts";
import { ownedBy } from "./read-own-set-aside.ts";
import { readSetAsides } from "./use-set-aside.ts";

const events = {
  bid: getAbiItem({ abi: batchAuctionAbi, name: "BidPlaced" }),
  bidWithdrawn: getAbiItem({ abi: batchAuctionAbi, name: "BidWithdrawn" }),
  bought: getAbiItem({ abi: bondingCurveAbi, name: "Bought" }),
  sold: getAbiItem({ abi: bondingCurveAbi, name: "Sold" }),
  redeemed: getAbiItem({ abi: revenueShareTokenAbi, name: "Redeemed" }),
  redeemedAsset: getAbiItem({ abi: revenueShareTokenAbi, name: "AssetRedeemed" }),
  released: getAbiItem({ abi: tokenVestingAbi, name: "ERC20Released" }),
  drop: getAbiItem({ abi: contributorDropAbi, name: "Claimed" }),
} as const;

type Launch = NonNullable<ListedModel["launch"]>;

const offeringsOf = (launches: readonly Launch[], kind: "auction" | "curve"): Address[] =>
  launches.flatMap(({ offering }) => (offering.kind === kind ? [offering.address] : []));

/** Logs of an account in auctions and on curves. */
export async function readTradeLogs(access: ChainAccess, launches: readonly Launch[], account: Address) {
  const { client } = access;
  const [auctions, curves] = [offeringsOf(launches, "auction"), offeringsOf(launches, "curve")];
  const own = { args: { account }, strict: true } as const;
  const [bids, bidsWithdrawn, bought, sold] = await Promise.all([
    readLogsOf(access, auctions, (range) => getLogs(client, { ...own, event: events.bid, ...range })),
    readLogsOf(access, auctions, (range) => getLogs(client, { ...own, event: events.bidWithdrawn, ...range })),
    readLogsOf(access, curves, (range) => getLogs(client, { ...own, event: events.bought, ...range })),
    readLogsOf(access, curves, (range) => getLogs(client, { ...own, event: events.sold, ...range })),
  ]);
  // A bid that was only moved up brought nothing with it.
  return { bids: bids.filter(({ args }) => args.amount > 0n), bidsWithdrawn, bought, sold };
}

/** Logs of what an account burnt, and of what was set aside for it; with the token of each vesting and drop. */
export async function readTokenLogs(access: ChainAccess, launches: readonly Launch[], account: Address) {
  const { client } = access;
  const setAsides = [...(await readSetAsides(access, launches))];
  const tokenOf = new Map<Address, Address>(
    setAsides.flatMap(([token, { vestings, drop }]) => [
      ...vestings.map(({ contract }): [Address, Address] => [contract, token]),
      ...(drop ? [[drop.contract, token] satisfies [Address, Address]] : []),
    ]),
  );
  const vestings = setAsides.flatMap(([, setAside]) => setAside.vestings.map(({ contract }) => contract));
  const drops = setAsides.flatMap(([, { drop }]) => (drop ? [drop.contract] : []));
  const owned = await ownedBy(access, vestings, account);
  const tokens = launches.map(({ token }) => token);
  const own = { args: { account }, strict: true } as const;
  const [redeemed, redeemedAssets, released, claimed] = await Promise.all([
    readLogsOf(access, tokens, (range) => getLogs(client, { ...own, event: events.redeemed, ...range })),
    readLogsOf(access, tokens, (range) => getLogs(client, { ...own, event: events.redeemedAsset, ...range })),
    readLogsOf(access, owned, (range) =>
      getLogs(client, { event: events.released, args: { token: tokens }, strict: true, ...range }),
    ),
    readLogsOf(access, drops, (range) => getLogs(client, { ...own, event: events.drop, ...range })),
  ]);
  return { redeemed, redeemedAssets, released, claimed, tokenOf };
}
