import { fixedPriceOfferingAbi, revenueShareTokenAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { ether } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const finalise = defineCommand({
  summary: "Fix the numbers of a successful offering and start the token's revenue periods; anybody may",
  example: "openimo offering finalise digits",
  args: OFFERING_ARGS,
  async run({ args }) {
    const { connection, account, offering, call } = await targetFrom(args);
    const { client } = connection;
    const receipt = await call(encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "finalise" }));
    const [token, raisedWei] = await Promise.all([
      client.readContract({ address: offering, abi: fixedPriceOfferingAbi, functionName: "token" }),
      client.readContract({ address: offering, abi: fixedPriceOfferingAbi, functionName: "raisedWei" }),
    ]);
    // The first claim would start the periods as well; until then revenue would earn nobody anything.
    const start = encodeFunctionData({ abi: revenueShareTokenAbi, functionName: "start" });
    const started = await transact(connection, account, { to: token, data: start });
    return {
      json: {
        offering,
        token,
        raisedWei,
        transactionHash: receipt.transactionHash,
        startTransactionHash: started.transactionHash,
      },
      text: `${offering} raised ${ether(raisedWei)}. Revenue periods of ${token} run.`,
    };
  },
});
