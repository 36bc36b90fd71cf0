import { liquidityLockerAbi, offeringAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokens } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const seedLiquidity = defineCommand({
  summary: "Lock the liquidity of a finalised offering in its Uniswap pool, for ever; anybody may",
  example: "openimo offering seed-liquidity digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { offering, currency, call } = await targetFrom(args);
    const data = encodeFunctionData({ abi: offeringAbi, functionName: "seedLiquidity" });
    const { transactionHash, logs } = await call(data);
    // The locker tells what lies in the position, the offering only what it gave.
    const [log] = parseEventLogs({ abi: liquidityLockerAbi, eventName: "LiquidityLocked", logs });
    const { pool, tokens: locked, amount, liquidity } = log.args;
    return {
      json: { offering, pool, currency: currency.address, tokens: locked, amount, liquidity, transactionHash },
      text: `${tokens(locked)} and ${assetAmount(currency, amount)} are locked in the pool ${pool}.`,
    };
  },
});
