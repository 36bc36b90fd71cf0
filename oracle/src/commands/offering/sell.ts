import { bondingCurveAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokens } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseAmount } from "../../command-line/money.ts";
import { targetFrom } from "./target.ts";
import { deadlineOn, leastOf, TRADE_ARGS } from "./trade-options.ts";

export const sell = defineCommand({
  summary: "Sell tokens back to an open bonding curve; a gain is paid if the curve succeeds",
  example: "openimo offering sell digits --tokens 1000",
  args: {
    ...TRADE_ARGS,
    tokens: { type: "string", valueHint: "tokens", required: true, description: "How many to sell" },
  },
  async run({ args }) {
    const amount = parseAmount("--tokens", args.tokens);
    const { connection, account, offering, currency, call } = await targetFrom(args);
    const abi = bondingCurveAbi;
    const quoted = await connection.client.readContract({
      address: offering,
      abi,
      functionName: "quoteSell",
      args: [amount],
    });
    const minimum = leastOf(quoted, args.slippage);
    const data = encodeFunctionData({
      abi,
      functionName: "sell",
      args: [amount, minimum, await deadlineOn(connection)],
    });
    const { transactionHash, logs } = await call(data);
    const [log] = parseEventLogs({ abi, eventName: "Sold", logs });
    const { paid, gain } = log.args;
    const gained = gain === 0n ? "" : ` and gets ${assetAmount(currency, gain)} more if the curve succeeds`;
    return {
      json: {
        offering,
        account: account.address,
        currency: currency.address,
        tokens: amount,
        paid,
        gain,
        transactionHash,
      },
      text: `${account.address} sold ${tokens(amount)} for ${assetAmount(currency, paid)}${gained}.`,
    };
  },
});
