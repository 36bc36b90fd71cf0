import { offeringAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const refund = defineCommand({
  summary: "Take the account's whole commitment back after the offering failed",
  example: "openimo offering refund digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { account, offering, currency, call } = await targetFrom(args);
    const abi = offeringAbi;
    const data = encodeFunctionData({ abi, functionName: "refund", args: [account.address] });
    const { transactionHash, logs } = await call(data);
    const [log] = parseEventLogs({ abi, eventName: "Refunded", logs });
    const { amount } = log.args;
    return {
      json: { offering, account: account.address, currency: currency.address, amount, transactionHash },
      text: `${account.address} got ${assetAmount(currency, amount)} back.`,
    };
  },
});
