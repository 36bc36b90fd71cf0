import { fixedPriceOfferingAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { approveAmount } from "../../chain/approve-fee.ts";
import { assetAmount } from "../../chain/fee-asset.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseAmount } from "../../command-line/money.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const commit = defineCommand({
  summary: "Commit to an open fixed-price offering; more than its hard cap is shared and the rest refunded",
  example: "openimo offering commit digits --amount 0.5",
  args: {
    ...OFFERING_ARGS,
    amount: {
      type: "string",
      valueHint: "amount",
      required: true,
      description: "How much to commit, in the sale's currency, on top of earlier ones",
    },
  },
  async run({ args }) {
    const { connection, account, offering, currency, call } = await targetFrom(args);
    const amount = parseAmount("--amount", args.amount, currency);
    const inEther = isEther(currency.address);
    if (!inEther) await approveAmount(connection, account, currency, amount, offering, "offering");
    const data = encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "commit", args: [amount] });
    const { transactionHash } = await call(data, inEther ? amount : 0n);
    return {
      json: { offering, account: account.address, currency: currency.address, amount, transactionHash },
      text: `${account.address} committed ${assetAmount(currency, amount)} to ${offering}.`,
    };
  },
});
