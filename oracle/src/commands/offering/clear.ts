import { batchAuctionAbi } from "@openimo/contracts";
import { encodeFunctionData, type Hex, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokenPrice } from "../../chain/token-price.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

const MOST_TICKS = 512;

export const clear = defineCommand({
  summary: "Find the price of an auction that is over, in steps; `offering finalise` does it too, in one; anybody may",
  example: "openimo offering clear digits --ticks 100",
  args: {
    ...OFFERING_ARGS,
    ticks: { type: "string", valueHint: "count", default: "512", description: "Prices to pass in one transaction" },
  },
  async run({ args }) {
    const ticks = BigInt(parseWhole("--ticks", args.ticks, 1, MOST_TICKS));
    const { connection, offering, currency, call } = await targetFrom(args);
    const abi = batchAuctionAbi;
    const data = encodeFunctionData({ abi, functionName: "clear", args: [ticks] });
    const transactionHashes: Hex[] = [];
    // Each passes at least one of at most 512 prices.
    while (transactionHashes.length < MOST_TICKS) {
      const { transactionHash, logs } = await call(data);
      transactionHashes.push(transactionHash);
      const cleared = parseEventLogs({ abi, eventName: "Cleared", logs }).at(0);
      if (cleared === undefined) continue;
      const { tick, value, raised } = cleared.args;
      const auction = { address: offering, abi } as const;
      const { saleSupply } = await connection.client.readContract({ ...auction, functionName: "saleTerms" });
      const price = tokenPrice(currency, value, saleSupply);
      return {
        json: { offering, currency: currency.address, tick, value, price, raised, transactionHashes },
        text: `${offering} clears at ${price} a token and raises ${assetAmount(currency, raised)}.`,
      };
    }
    throw new FailedError(`${offering} is not cleared after ${MOST_TICKS} transactions.`);
  },
});
