import { offeringAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const withdrawRaise = defineCommand({
  summary: "Pay the raise of a finalised offering, less what becomes liquidity, to the developer; anybody may",
  example: "openimo offering withdraw-raise digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { offering, currency, call } = await targetFrom(args);
    const abi = offeringAbi;
    const { transactionHash, logs } = await call(encodeFunctionData({ abi, functionName: "withdrawRaise" }));
    const [log] = parseEventLogs({ abi, eventName: "RaiseWithdrawn", logs });
    const { developer, amount } = log.args;
    return {
      json: { offering, developer, currency: currency.address, amount, transactionHash },
      text: `${developer} got ${assetAmount(currency, amount)}.`,
    };
  },
});
