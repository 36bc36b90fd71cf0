import { bondingCurveAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { approveAmount } from "../../chain/approve-fee.ts";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokens } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseAmount } from "../../command-line/money.ts";
import { payOnTerms, TERMS_ARGS } from "./on-terms.ts";
import { targetFrom } from "./target.ts";
import { deadlineOn, leastOf, TRADE_ARGS } from "./trade-options.ts";

export const buy = defineCommand({
  summary: "Buy tokens on an open bonding curve; what the last ones don't cost is handed back",
  example: "openimo offering buy digits --amount 0.5",
  args: {
    ...TRADE_ARGS,
    amount: {
      type: "string",
      valueHint: "amount",
      required: true,
      description: "How much to pay, in the sale's currency",
    },
    ...TERMS_ARGS,
  },
  async run({ args }) {
    const target = await targetFrom(args);
    const { connection, account, offering, currency } = target;
    const { client } = connection;
    const amount = parseAmount("--amount", args.amount, currency);
    const abi = bondingCurveAbi;
    const curve = { address: offering, abi } as const;
    const [[quoted, cost], sold, { saleSupply }] = await Promise.all([
      client.readContract({ ...curve, functionName: "quoteBuy", args: [amount] }),
      client.readContract({ ...curve, functionName: "totalSold" }),
      client.readContract({ ...curve, functionName: "saleTerms" }),
    ]);
    // The contract asks the purchase of the last tokens for their part of what the whole amount should buy.
    const cut = sold + quoted === saleSupply && cost > 0n;
    const minimum = leastOf(cut ? (quoted * amount) / cost : quoted, args.slippage);
    const inEther = isEther(currency.address);
    if (!inEther) await approveAmount(connection, account, currency, amount, offering, "offering");
    const data = encodeFunctionData({
      abi,
      functionName: "buy",
      args: [amount, minimum, await deadlineOn(connection)],
    });
    const { transactionHash, logs } = await payOnTerms(target, data, inEther ? amount : 0n, args.terms);
    const [log] = parseEventLogs({ abi, eventName: "Bought", logs });
    const { tokens: bought, cost: paid } = log.args;
    return {
      json: {
        offering,
        account: account.address,
        currency: currency.address,
        tokens: bought,
        cost: paid,
        transactionHash,
      },
      text: `${account.address} bought ${tokens(bought)} for ${assetAmount(currency, paid)}.`,
    };
  },
});
