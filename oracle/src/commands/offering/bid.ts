import { batchAuctionAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { approveAmount } from "../../chain/approve-fee.ts";
import { readTickValues } from "../../chain/auction.ts";
import { assetAmount } from "../../chain/fee-asset.ts";
import { parsePrice, tickWithin, tokenPrice } from "../../chain/token-price.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { payOnTerms, TERMS_ARGS } from "./on-terms.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const bid = defineCommand({
  summary: "Bid in an open auction: the most that you pay for a token, and how much in all; the rest is refunded",
  example: "openimo offering bid digits --limit 0.00001 --amount 0.5",
  args: {
    ...OFFERING_ARGS,
    limit: {
      type: "string",
      valueHint: "price",
      required: true,
      description: "Most to pay for one token, in the sale's currency; the auction's next lower price is taken",
    },
    amount: {
      type: "string",
      valueHint: "amount",
      default: "0",
      description: "How much to bid, on top of earlier bids, which move to the same price; 0 only moves them up",
    },
    ...TERMS_ARGS,
  },
  async run({ args }) {
    const price = parsePrice("--limit", args.limit);
    const target = await targetFrom(args);
    const { connection, account, offering, currency } = target;
    const amount = parseAmount("--amount", args.amount, currency);
    const auction = { address: offering, abi: batchAuctionAbi } as const;
    const [values, { saleSupply }] = await Promise.all([
      readTickValues(connection, offering),
      connection.client.readContract({ ...auction, functionName: "saleTerms" }),
    ]);
    const tick = tickWithin(values, saleSupply, currency, price);
    if (tick === undefined) {
      throw new FailedError(`The auction takes no price below ${tokenPrice(currency, values[0], saleSupply)} a token.`);
    }

    const inEther = isEther(currency.address);
    if (!inEther && amount !== 0n) await approveAmount(connection, account, currency, amount, offering, "offering");
    const data = encodeFunctionData({ abi: batchAuctionAbi, functionName: "bid", args: [BigInt(tick), amount] });
    const { transactionHash } = await payOnTerms(target, data, inEther ? amount : 0n, args.terms);
    const own = await connection.client.readContract({ ...auction, functionName: "bidOf", args: [account.address] });
    const limit = tokenPrice(currency, values[tick], saleSupply);
    return {
      json: {
        offering,
        account: account.address,
        currency: currency.address,
        amount,
        tick,
        limit,
        budget: own.budget,
        transactionHash,
      },
      text: `${account.address} bids ${assetAmount(currency, own.budget)} at up to ${limit} a token.`,
    };
  },
});
