import { liquidityLockerAbi, offeringAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokens } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const collectFees = defineCommand({
  summary: "Give what the locked liquidity has earned to the token's holders; anybody may",
  example: "openimo offering collect-fees digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { connection, account, offering, currency } = await targetFrom(args);
    const read = { address: offering, abi: offeringAbi } as const;
    const [token, locker] = await Promise.all([
      connection.client.readContract({ ...read, functionName: "token" }),
      connection.client.readContract({ ...read, functionName: "liquidityLocker" }),
    ]);
    const data = encodeFunctionData({ abi: liquidityLockerAbi, functionName: "collectFees", args: [token] });
    const { transactionHash, logs } = await transact(connection, account, { to: locker, data, value: 0n });
    const [log] = parseEventLogs({ abi: liquidityLockerAbi, eventName: "FeesCollected", logs });
    const { tokens: burnt, amount } = log.args;
    return {
      json: { offering, token, currency: currency.address, amount, burnt, transactionHash },
      text: `${assetAmount(currency, amount)} became revenue of the holders, and ${tokens(burnt)} were burnt.`,
    };
  },
});
