import { fixedPriceOfferingAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { ether } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseAmount } from "../../command-line/money.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const withdrawCommitment = defineCommand({
  summary: "Take part of the account's commitment back, until commitments bind",
  example: "openimo offering withdraw digits --amount 0.5",
  args: {
    ...OFFERING_ARGS,
    amount: { type: "string", valueHint: "ether", required: true, description: "How much to take back" },
  },
  async run({ args }) {
    const amountWei = parseAmount("--amount", args.amount);
    const { account, offering, call } = await targetFrom(args);
    const data = encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "withdraw", args: [amountWei] });
    const { transactionHash } = await call(data);
    return {
      json: { offering, account: account.address, amountWei, transactionHash },
      text: `${account.address} took ${ether(amountWei)} back from ${offering}.`,
    };
  },
});
