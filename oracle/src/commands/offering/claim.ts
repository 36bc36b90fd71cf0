import { offeringAbi } from "@openimo/contracts";
import { encodeFunctionData, isAddressEqual, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokens } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { OFFERING_ARGS, targetFrom } from "./target.ts";

export const claim = defineCommand({
  summary: "Take the tokens that the account bought and the refund of what was too much",
  example: "openimo offering claim digits",
  args: {
    ...OFFERING_ARGS,
    developer: { type: "boolean", description: "Take the developer's own tokens instead" },
  },
  async run({ args }) {
    const { account, offering, currency, call } = await targetFrom(args);
    const abi = offeringAbi;
    if (args.developer) {
      const { transactionHash, logs } = await call(encodeFunctionData({ abi, functionName: "claimDeveloperTokens" }));
      const [log] = parseEventLogs({ abi, eventName: "DeveloperTokensClaimed", logs });
      const { developer, tokens: amount } = log.args;
      return {
        json: { offering, account: developer, tokens: amount, transactionHash },
        text: `${developer} got ${tokens(amount)}.`,
      };
    }
    const data = encodeFunctionData({ abi, functionName: "claim", args: [account.address] });
    const { transactionHash, logs } = await call(data);
    const log = parseEventLogs({ abi, eventName: "Claimed", logs }).find(({ address }) =>
      isAddressEqual(address, offering),
    );
    const { tokens: amount = 0n, refund = 0n } = log?.args ?? {};
    return {
      json: { offering, account: account.address, tokens: amount, currency: currency.address, refund, transactionHash },
      text: `${account.address} got ${tokens(amount)} and ${assetAmount(currency, refund)} back.`,
    };
  },
});
