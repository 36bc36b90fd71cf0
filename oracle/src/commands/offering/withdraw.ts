import { fixedPriceOfferingAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseAmount } from "../../command-line/money.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const withdrawCommitment = defineCommand({
  summary: "Take part of the account's commitment back, until commitments bind",
  example: "openimo offering withdraw digits --amount 0.5",
  args: {
    ...OFFERING_ARGS,
    amount: {
      type: "string",
      valueHint: "amount",
      required: true,
      description: "How much to take back, in the sale's currency",
    },
  },
  async run({ args }) {
    const { account, offering, currency, call } = await targetFrom(args);
    const amount = parseAmount("--amount", args.amount, currency);
    const data = encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "withdraw", args: [amount] });
    const { transactionHash } = await call(data);
    return {
      json: { offering, account: account.address, currency: currency.address, amount, transactionHash },
      text: `${account.address} took ${assetAmount(currency, amount)} back from ${offering}.`,
    };
  },
});
