import { type FeeAsset, fixedPriceOfferingAbi, offeringAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readAuction } from "../../chain/auction.ts";
import type { Connection } from "../../chain/connection.ts";
import { LOCAL_CHAIN_ID } from "../../chain/connection.ts";
import { assetAmount } from "../../chain/fee-asset.ts";
import { idHex, instant, tokens } from "../../chain/format.ts";
import { missingFunction } from "../../chain/missing-function.ts";
import { currencyOf, OFFERING_STATES, resolveOffering } from "../../chain/offering.ts";
import { tokenPrice } from "../../chain/token-price.ts";
import { ACCOUNT_ARGS, addressFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { liquidityText, readLiquidity } from "./read-liquidity.ts";
import { curveLines, readCurve } from "./show-curve.ts";

/** What every kind of sale tells. */
async function read(connection: Connection, address: Address) {
  const { client } = connection;
  const offering = { address, abi: offeringAbi } as const;
  const [state, finalised, totalCommitted, raised, saleTerms, termsHash, token, developer, modelId] = await Promise.all(
    [
      client.readContract({ ...offering, functionName: "state" }),
      client.readContract({ ...offering, functionName: "finalised" }),
      client.readContract({ ...offering, functionName: "totalCommitted" }),
      client.readContract({ ...offering, functionName: "raised" }),
      client.readContract({ ...offering, functionName: "saleTerms" }),
      client.readContract({ ...offering, functionName: "termsHash" }),
      client.readContract({ ...offering, functionName: "token" }),
      client.readContract({ ...offering, functionName: "developer" }),
      client.readContract({ ...offering, functionName: "modelId" }),
    ],
  );
  const liquidity = await readLiquidity(connection, address, token);
  return { state, finalised, totalCommitted, raised, saleTerms, termsHash, liquidity, token, developer, modelId };
}

/** What a fixed-price offering tells besides; null for another kind. */
async function readFixedPrice({ client }: Connection, address: Address, account: Address | undefined) {
  const offering = { address, abi: fixedPriceOfferingAbi } as const;
  const terms = await client.readContract({ ...offering, functionName: "fixedPriceTerms" }).catch(missingFunction);
  if (terms === undefined) return null;
  const cutOff = Number(await client.readContract({ ...offering, functionName: "cutOff" }));
  if (account === undefined) return { terms, cutOff, own: null };
  const [committed, guaranteed, settled] = await Promise.all([
    client.readContract({ ...offering, functionName: "committed", args: [account] }),
    client.readContract({ ...offering, functionName: "guaranteed", args: [account] }),
    client.readContract({ ...offering, functionName: "settled", args: [account] }),
  ]);
  return { terms, cutOff, own: { account, committed, guaranteed, settled } };
}

type Auction = Awaited<ReturnType<typeof readAuction>>;

/** The lines about an auction; none for another kind. */
function auctionLines(auction: Auction, currency: FeeAsset, saleSupply: bigint): readonly string[] {
  if (auction === null) return [];
  const { terms, clearing, own } = auction;
  const price = (value: bigint) => `${tokenPrice(currency, value, saleSupply)} a token`;
  return [
    `binding    bids bind from ${instant(auction.cutOff)}`,
    `reserve    ${price(terms.reserveValue)}; soft cap ${assetAmount(currency, terms.softCap)}`,
    `price      ${price(clearing.value)}${auction.cleared ? "" : " with the bids of now"}`,
    ...(own === null || own.budget === 0n
      ? []
      : [
          `yours      ${assetAmount(currency, own.budget)} at up to ${price(own.limitValue)}${own.settled ? ", settled" : ""}`,
        ]),
  ];
}

export const show = defineCommand({
  summary: "Show an offering: its terms, how it stands, what the account committed",
  example: "openimo offering show digits --json",
  args: {
    offering: {
      type: "positional",
      required: true,
      description: "Address of the offering, or name or id of its model",
    },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    const connection = await connectFrom(args);
    const address = await resolveOffering(connection, args.offering);
    // Looking needs no key; with one named, or a well-known one, its own commitment is shown too.
    const known = args.account !== undefined || connection.chain.id === LOCAL_CHAIN_ID;
    const account = known ? await addressFrom(args, connection.chain.id) : undefined;
    const [facts, fixedPrice, auction, curve, currency] = await Promise.all([
      read(connection, address),
      readFixedPrice(connection, address, account),
      readAuction(connection, address, account),
      readCurve(connection, address, account),
      currencyOf(connection, address),
    ]);
    const { saleTerms, liquidity } = facts;
    const state = OFFERING_STATES[facts.state];
    const amount = (units: bigint) => assetAmount(currency, units);
    const own = fixedPrice?.own ?? null;
    return {
      json: {
        offering: address,
        ...facts,
        state,
        modelId: idHex(facts.modelId),
        fixedPrice,
        auction,
        curve,
        own: own ?? curve?.own ?? null,
      },
      text: [
        `offering   ${address}`,
        `model      ${idHex(facts.modelId)}`,
        `token      ${facts.token}`,
        `developer  ${facts.developer}`,
        `state      ${state}${facts.finalised ? ", finalised" : ""}`,
        `terms      ${facts.termsHash}`,
        `open       ${instant(saleTerms.start)} to ${instant(saleTerms.end)}`,
        `for sale   ${tokens(saleTerms.saleSupply)}; the developer keeps ${tokens(saleTerms.developerSupply)}`,
        ...(fixedPrice === null
          ? []
          : [
              `binding    commitments bind from ${instant(fixedPrice.cutOff)}`,
              ...fixedPrice.terms.rounds.map(
                (round, i) =>
                  `round ${i}    ${amount(round.cap)} guaranteed, ${instant(round.start)} to ${instant(round.end)}`,
              ),
              `caps       ${amount(fixedPrice.terms.softCap)} to ${amount(fixedPrice.terms.hardCap)}`,
            ]),
        ...auctionLines(auction, currency, saleTerms.saleSupply),
        `committed  ${amount(facts.totalCommitted)}${facts.finalised ? `; raised ${amount(facts.raised)}` : ""}`,
        `liquidity  ${saleTerms.liquidityShareBasisPoints / 100}% of the raise${
          facts.finalised ? `: ${amount(liquidity.amount)}, ${liquidityText(liquidity)}` : ""
        }`,
        ...(curve === null ? [] : curveLines(curve, currency)),
        ...(own === null ? [] : [`yours      ${amount(own.committed)}${own.settled ? ", settled" : ""}`]),
      ].join("\n"),
    };
  },
});
