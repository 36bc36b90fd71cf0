import { fixedPriceOfferingAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { ether } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseAmount } from "../../command-line/money.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const commit = defineCommand({
  summary: "Commit ether to an open offering; more than its hard cap is shared and the rest refunded",
  example: "openimo offering commit digits --amount 0.5",
  args: {
    ...OFFERING_ARGS,
    amount: {
      type: "string",
      valueHint: "ether",
      required: true,
      description: "How much to commit, on top of earlier ones",
    },
  },
  async run({ args }) {
    const amountWei = parseAmount("--amount", args.amount);
    const { account, offering, call } = await targetFrom(args);
    const data = encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "commit" });
    const { transactionHash } = await call(data, amountWei);
    return {
      json: { offering, account: account.address, amountWei, transactionHash },
      text: `${account.address} committed ${ether(amountWei)} to ${offering}.`,
    };
  },
});
