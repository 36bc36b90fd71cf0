import { offeringAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokens } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const releaseLiquidity = defineCommand({
  summary: "Give money that could not become liquidity to those who redeem the token; anybody may",
  example: "openimo offering release-liquidity digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { offering, currency, call } = await targetFrom(args);
    const abi = offeringAbi;
    const { transactionHash, logs } = await call(encodeFunctionData({ abi, functionName: "releaseLiquidity" }));
    const [log] = parseEventLogs({ abi, eventName: "LiquidityReleased", logs });
    const { tokens: burnt, amount } = log.args;
    return {
      json: { offering, currency: currency.address, amount, burnt, transactionHash },
      text: `${assetAmount(currency, amount)} went to the token's redemption pool, and ${tokens(burnt)} were burnt.`,
    };
  },
});
