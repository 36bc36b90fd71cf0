import { batchAuctionAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { FailedError } from "../command-line/errors.ts";
import type { Connection } from "./connection.ts";
import { missingFunction } from "./missing-function.ts";

/** What an auction tells besides what every sale does; null for an offering of another kind. */
export async function readAuction({ client }: Connection, address: Address, account: Address | undefined) {
  const auction = { address, abi: batchAuctionAbi } as const;
  const terms = await client.readContract({ ...auction, functionName: "auctionTerms" }).catch(missingFunction);
  if (terms === undefined) return null;
  const [cutOff, cleared, clearing, values, bid] = await Promise.all([
    client.readContract({ ...auction, functionName: "cutOff" }),
    client.readContract({ ...auction, functionName: "cleared" }),
    client.readContract({ ...auction, functionName: "clearing" }),
    client.readContract({ ...auction, functionName: "tickValues" }),
    account === undefined ? undefined : client.readContract({ ...auction, functionName: "bidOf", args: [account] }),
  ]);
  const own = bid === undefined ? null : { account, ...bid, limitValue: values[bid.tick] };
  return { terms, cutOff: Number(cutOff), cleared, clearing, own };
}

/**
 * What the whole supply for sale costs at each price of an auction, from the lowest, in base units of its currency.
 * @throws FailedError for an offering of another kind.
 */
export async function readTickValues({ client }: Connection, address: Address) {
  const values = await client
    .readContract({ address, abi: batchAuctionAbi, functionName: "tickValues" })
    .catch(missingFunction);
  if (values === undefined) throw new FailedError(`${address} is no auction.`);
  return values;
}
