import { fixedPriceOfferingAbi, offeringAbi } from "@openimo/contracts";
import { type Address, BaseError, ContractFunctionRevertedError, ContractFunctionZeroDataError } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { LOCAL_CHAIN_ID } from "../../chain/connection.ts";
import { assetAmount } from "../../chain/fee-asset.ts";
import { idHex, instant, tokens } from "../../chain/format.ts";
import { currencyOf, OFFERING_STATES, resolveOffering } from "../../chain/offering.ts";
import { ACCOUNT_ARGS, addressFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";

/** What every kind of sale tells. */
async function read({ client }: Connection, address: Address) {
  const offering = { address, abi: offeringAbi } as const;
  const [state, finalised, totalCommitted, raised, terms, liquidity, settled, token, developer, modelId] =
    await Promise.all([
      client.readContract({ ...offering, functionName: "state" }),
      client.readContract({ ...offering, functionName: "finalised" }),
      client.readContract({ ...offering, functionName: "totalCommitted" }),
      client.readContract({ ...offering, functionName: "raised" }),
      client.readContract({ ...offering, functionName: "saleTerms" }),
      client.readContract({ ...offering, functionName: "liquidity" }),
      client.readContract({ ...offering, functionName: "liquiditySettled" }),
      client.readContract({ ...offering, functionName: "token" }),
      client.readContract({ ...offering, functionName: "developer" }),
      client.readContract({ ...offering, functionName: "modelId" }),
    ]);
  const [liquidityTokens, liquidityAmount] = liquidity;
  const liquidityFacts = { tokens: liquidityTokens, amount: liquidityAmount, settled };
  return {
    state,
    finalised,
    totalCommitted,
    raised,
    saleTerms: terms,
    liquidity: liquidityFacts,
    token,
    developer,
    modelId,
  };
}

/** What a fixed-price offering tells besides; null for another kind. */
async function readFixedPrice({ client }: Connection, address: Address, account: Address | undefined) {
  const offering = { address, abi: fixedPriceOfferingAbi } as const;
  const terms = await client.readContract({ ...offering, functionName: "fixedPriceTerms" }).catch(missing);
  if (terms === undefined) return null;
  const cutOff = Number(await client.readContract({ ...offering, functionName: "cutOff" }));
  if (account === undefined) return { terms, cutOff, own: null };
  const [committed, settled] = await Promise.all([
    client.readContract({ ...offering, functionName: "committed", args: [account] }),
    client.readContract({ ...offering, functionName: "settled", args: [account] }),
  ]);
  return { terms, cutOff, own: { account, committed, settled } };
}

/** A contract of another kind has no such function; everything else is an error. */
function missing(error: unknown): undefined {
  const refused = (inner: unknown) =>
    inner instanceof ContractFunctionRevertedError || inner instanceof ContractFunctionZeroDataError;
  if (!(error instanceof BaseError) || error.walk(refused) === null) throw error;
  return undefined;
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
    const [facts, fixedPrice, currency] = await Promise.all([
      read(connection, address),
      readFixedPrice(connection, address, account),
      currencyOf(connection, address),
    ]);
    const { saleTerms, liquidity } = facts;
    const state = OFFERING_STATES[facts.state];
    const amount = (units: bigint) => assetAmount(currency, units);
    const own = fixedPrice?.own ?? null;
    return {
      json: { offering: address, ...facts, state, modelId: idHex(facts.modelId), fixedPrice, own },
      text: [
        `offering   ${address}`,
        `model      ${idHex(facts.modelId)}`,
        `token      ${facts.token}`,
        `developer  ${facts.developer}`,
        `state      ${state}${facts.finalised ? ", finalised" : ""}`,
        `open       ${instant(saleTerms.start)} to ${instant(saleTerms.end)}`,
        `for sale   ${tokens(saleTerms.saleSupply)}; the developer keeps ${tokens(saleTerms.developerSupply)}`,
        ...(fixedPrice === null
          ? []
          : [
              `binding    commitments bind from ${instant(fixedPrice.cutOff)}`,
              `caps       ${amount(fixedPrice.terms.softCap)} to ${amount(fixedPrice.terms.hardCap)}`,
            ]),
        `committed  ${amount(facts.totalCommitted)}${facts.finalised ? `; raised ${amount(facts.raised)}` : ""}`,
        `liquidity  ${saleTerms.liquidityShareBasisPoints / 100}% of the raise${
          facts.finalised ? `: ${amount(liquidity.amount)}, ${liquidity.settled ? "settled" : "not settled yet"}` : ""
        }`,
        ...(own === null ? [] : [`yours      ${amount(own.committed)}${own.settled ? ", settled" : ""}`]),
      ].join("\n"),
    };
  },
});
