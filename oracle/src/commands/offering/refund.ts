import { fixedPriceOfferingAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { ether } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const refund = defineCommand({
  summary: "Take the account's whole commitment back after the offering failed",
  example: "openimo offering refund digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { account, offering, call } = await targetFrom(args);
    const abi = fixedPriceOfferingAbi;
    const data = encodeFunctionData({ abi, functionName: "refund", args: [account.address] });
    const { transactionHash, logs } = await call(data);
    const [log] = parseEventLogs({ abi, eventName: "Refunded", logs });
    const { amountWei } = log.args;
    return {
      json: { offering, account: account.address, amountWei, transactionHash },
      text: `${account.address} got ${ether(amountWei)} back.`,
    };
  },
});
