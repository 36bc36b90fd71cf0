import { inferenceOracleAbi } from "@openimo/contracts";
import { isAddressEqual, parseEventLogs } from "viem";
import { assetAmount, shownFeeAsset } from "../../chain/fee-asset.ts";
import { idHex } from "../../chain/format.ts";
import { settleCall } from "../../chain/oracle-calls.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { packageFolders } from "../../models/local-packages.ts";
import { resolveModel } from "../../models/resolve-model.ts";

export const settle = defineCommand({
  summary: "Pay what a model has earned to its token, or to its developer without one; anybody may",
  example: "openimo model settle digits",
  args: {
    model: { type: "positional", required: true, description: "Name or id of the model" },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    const connection = await connectFrom(args);
    const model = await resolveModel(connection, args.model, packageFolders());
    const account = await accountFrom(args, connection.chain.id);
    const call = settleCall(connection.deployment.inferenceOracle, model.id);
    const { transactionHash, logs } = await transact(connection, account, call);
    const [log] = parseEventLogs({ abi: inferenceOracleAbi, eventName: "RevenueSettled", logs });
    if (log === undefined) throw new FailedError(`Transaction ${transactionHash} settled nothing.`);
    const { recipient, asset, amount } = log.args;
    const shown = await shownFeeAsset(connection.client, asset);
    return {
      json: { modelId: idHex(model.id), model: model.name, recipient, asset, amount, transactionHash },
      text: isAddressEqual(recipient, model.developer)
        ? `The developer ${recipient} was credited ${assetAmount(shown, amount)}; openimo withdraw pays it out.`
        : `${recipient} got ${assetAmount(shown, amount)}.`,
    };
  },
});
