import { offeringAbi, revenueShareTokenAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { transact } from "../../chain/transact.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const finalise = defineCommand({
  summary: "Fix the numbers of a successful offering and start the token's revenue periods; anybody may",
  example: "openimo offering finalise digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { connection, account, offering, currency, call } = await targetFrom(args);
    const { client } = connection;
    const receipt = await call(encodeFunctionData({ abi: offeringAbi, functionName: "finalise" }));
    const [token, raised] = await Promise.all([
      client.readContract({ address: offering, abi: offeringAbi, functionName: "token" }),
      client.readContract({ address: offering, abi: offeringAbi, functionName: "raised" }),
    ]);
    // The first claim would start the periods as well; until then revenue would earn nobody anything.
    const start = encodeFunctionData({ abi: revenueShareTokenAbi, functionName: "start" });
    const started = await transact(connection, account, { to: token, data: start });
    return {
      json: {
        offering,
        token,
        currency: currency.address,
        raised,
        transactionHash: receipt.transactionHash,
        startTransactionHash: started.transactionHash,
      },
      text: `${offering} raised ${assetAmount(currency, raised)}. Revenue periods of ${token} run.`,
    };
  },
});
