import { bondingCurveAbi, type FeeAsset } from "@openimo/contracts";
import type { Address } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokens } from "../../chain/format.ts";
import { missingFunction } from "../../chain/missing-function.ts";

/** What a bonding curve tells besides what every sale does; null for another kind. */
export async function readCurve({ client }: Connection, address: Address, account: Address | undefined) {
  const curve = { address, abi: bondingCurveAbi } as const;
  const terms = await client.readContract({ ...curve, functionName: "curveTerms" }).catch(missingFunction);
  if (terms === undefined) return null;
  const [sold, reserve, price] = await Promise.all([
    client.readContract({ ...curve, functionName: "totalSold" }),
    client.readContract({ ...curve, functionName: "reserve" }),
    client.readContract({ ...curve, functionName: "price" }),
  ]);
  const facts = { terms, totalSold: sold, reserve, price };
  if (account === undefined) return { ...facts, own: null };
  const [position, gain] = await Promise.all([
    client.readContract({ ...curve, functionName: "positionOf", args: [account] }),
    client.readContract({ ...curve, functionName: "gainOf", args: [account] }),
  ]);
  return { ...facts, own: { account, ...position, gain } };
}

type CurveFacts = NonNullable<Awaited<ReturnType<typeof readCurve>>>;

export function curveLines({ terms, totalSold, reserve, price, own }: CurveFacts, currency: FeeAsset): string[] {
  const amount = (units: bigint) => assetAmount(currency, units);
  const lines = [
    `sold       ${tokens(totalSold)}, for ${amount(reserve)} of the goal of ${amount(terms.goal)}`,
    `price      ${amount(price)} for a token`,
  ];
  if (own === null) return lines;
  const gain = own.gain === 0n ? "" : `, gain ${amount(own.gain)} if it succeeds`;
  return [
    ...lines,
    `yours      ${tokens(own.tokens)}, paid ${amount(own.paid)}${gain}${own.settled ? ", settled" : ""}`,
  ];
}
