import { fixedPriceOfferingAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { ether } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const withdrawRaise = defineCommand({
  summary: "Pay the raise of a finalised offering to the developer; anybody may",
  example: "openimo offering withdraw-raise digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { offering, call } = await targetFrom(args);
    const abi = fixedPriceOfferingAbi;
    const { transactionHash, logs } = await call(encodeFunctionData({ abi, functionName: "withdrawRaise" }));
    const [log] = parseEventLogs({ abi, eventName: "RaiseWithdrawn", logs });
    const { developer, amountWei } = log.args;
    return {
      json: { offering, developer, amountWei, transactionHash },
      text: `${developer} got ${ether(amountWei)}.`,
    };
  },
});
