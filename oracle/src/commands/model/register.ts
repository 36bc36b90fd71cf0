import { modelRegistryAbi } from "@openimo/contracts";
import { inputLength } from "@openimo/runtime";
import { type Address, encodeFunctionData, isAddress, parseEventLogs, zeroAddress } from "viem";
import { priceText, requireFeeAsset } from "../../chain/fee-asset.ts";
import { idHex } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { loadNamedPackage } from "../../models/local-packages.ts";
import { validateProgram } from "../../models/validate-program.ts";

export const register = defineCommand({
  summary:
    "Have the program of a package validated on chain and register its model, with what one answer costs; " +
    "nothing of it can be changed later",
  example: "openimo model register models/digits/package --fee 0.001 --reward 0.0005",
  args: {
    package: { type: "positional", required: true, description: "Folder of the package, or its archive" },
    fee: { type: "string", valueHint: "amount", required: true, description: "The model's revenue from one answer" },
    "fee-asset": {
      type: "string",
      valueHint: "address",
      description: "ERC-20 that the fee is paid in (default: ether); the reward is always in ether",
    },
    reward: {
      type: "string",
      valueHint: "ether",
      required: true,
      description: "What the operator earns from one answer",
    },
    name: { type: "string", description: "Name for people (default: the package's)" },
    uri: { type: "string", description: "Where the package can be fetched (default: nowhere)" },
    router: {
      type: "enum",
      options: ["launchpad", "none"],
      default: "launchpad",
      description: "Who gets the revenue: launchpad lets a token be offered later, none pays the developer for ever",
    },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    const feeAsset = feeAssetFrom(args["fee-asset"]);
    if (feeAsset === zeroAddress) parseAmount("--fee", args.fee);
    const operatorRewardWei = parseAmount("--reward", args.reward);
    const model = await loadNamedPackage(args.package);
    const { leastBytes, mostBytes } = inputLength(model.program);
    const connection = await connectFrom(args);
    const { modelRegistry, launchpad } = connection.deployment;
    const asset = await requireFeeAsset(connection.client, feeAsset);
    const feeAmount = parseAmount("--fee", args.fee, asset);
    const account = await accountFrom(args, connection.chain.id);
    const terms = {
      programRoot: model.programRoot,
      weightsRoot: model.weightsRoot,
      feeAsset,
      feeAmount,
      operatorRewardWei,
      inputLengthMin: leastBytes,
      inputLengthMax: mostBytes,
      revenueRouter: args.router === "launchpad" ? launchpad : zeroAddress,
      name: args.name ?? model.manifest.name,
      packageURI: args.uri ?? "",
    };
    const validation = await validateProgram(connection, account, model);
    const data = encodeFunctionData({ abi: modelRegistryAbi, functionName: "register", args: [terms] });
    const receipt = await transact(connection, account, { to: modelRegistry, data });
    const [log] = parseEventLogs({ abi: modelRegistryAbi, eventName: "ModelRegistered", logs: receipt.logs });
    if (log === undefined) throw new FailedError(`Transaction ${receipt.transactionHash} registered no model.`);
    const modelId = idHex(log.args.modelId);
    const { transactionHash } = receipt;
    return {
      json: { modelId, modelHash: model.modelHash, developer: account.address, ...terms, transactionHash, validation },
      text: `${terms.name} is model ${modelId}.\nOne answer costs ${priceText(asset, feeAmount, operatorRewardWei)}.`,
    };
  },
});

function feeAssetFrom(text: string | undefined): Address {
  if (text === undefined) return zeroAddress;
  if (isAddress(text)) return text;
  throw new UsageError(`Option --fee-asset takes the address of an ERC-20, not "${text}".`);
}
