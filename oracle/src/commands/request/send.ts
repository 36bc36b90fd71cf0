import { setTimeout as sleep } from "node:timers/promises";
import { inferenceOracleAbi, isEther } from "@openimo/contracts";
import { type Account, encodeFunctionData, type Hex, parseEventLogs, type TransactionReceipt, zeroAddress } from "viem";
import { approveFee } from "../../chain/approve-fee.ts";
import type { Connection } from "../../chain/connection.ts";
import { assetAmount, requireFeeAsset } from "../../chain/fee-asset.ts";
import { type FoundRequest, readState } from "../../chain/find-request.ts";
import { ether, idHex } from "../../chain/format.ts";
import { DELIVER_AT, hasAnswer, STATUS } from "../../chain/request.ts";
import { transact, waitPollMs } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, TryAgainError, UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { note } from "../../command-line/print.ts";
import { WAIT_SECONDS } from "../../limits.ts";
import { PACKAGE_ARGS, packageFolders } from "../../models/local-packages.ts";
import type { RegisteredModel } from "../../models/registered-model.ts";
import { resolveModel } from "../../models/resolve-model.ts";
import { findPackage } from "../../packages/find-package.ts";
import { BATCH_ARGS, batchArgs, batchCall, checkSingle, ITEM_OPTIONS, readItems } from "./batch.ts";
import { describeRequest } from "./describe.ts";
import { checkInputArgs, INPUT_ARGS, readInput } from "./input.ts";
import { checkMakesPicture, OUT_ARGS } from "./picture-file.ts";

const DAY_SECONDS = 86_400;
const MOST_SECONDS = 7 * DAY_SECONDS;

type Choice = {
  readonly windowSeconds: number;
  readonly timeoutSeconds: number;
  readonly valueAtStakeWei: bigint;
  readonly bondWei: bigint;
};

async function requestCall({ client, deployment }: Connection, modelId: bigint, input: Hex, choice: Choice) {
  const to = deployment.inferenceOracle;
  const value = await client.readContract({
    address: to,
    abi: inferenceOracleAbi,
    functionName: "estimateFee",
    args: [modelId, 0n],
  });
  const options = {
    callbackContract: zeroAddress,
    callbackGasLimit: 0n,
    callbackData: "0x",
    deliverAt: DELIVER_AT.finality,
    ...choice,
  } as const;
  const data = encodeFunctionData({
    abi: inferenceOracleAbi,
    functionName: "requestInference",
    args: [modelId, input, options],
  });
  return { to, data, value };
}

/**
 * Makes a fee in an ERC-20 payable.
 * @param times How many answers are asked for. @returns The fee for people, as the beginning of a sum; empty when all is in ether.
 */
async function payableFee(
  connection: Connection,
  account: Account,
  model: RegisteredModel,
  times: number,
): Promise<string> {
  const { feeAsset } = model;
  const feeAmount = model.feeAmount * BigInt(times);
  if (isEther(feeAsset) || feeAmount === 0n) return "";
  const asset = await requireFeeAsset(connection.client, feeAsset);
  await approveFee(connection, account, asset, feeAmount);
  return `${assetAmount(asset, feeAmount)} and `;
}

function requestIn(receipt: TransactionReceipt): FoundRequest {
  const [log] = parseEventLogs({ abi: inferenceOracleAbi, eventName: "Requested", logs: receipt.logs });
  if (log === undefined) throw new FailedError(`Transaction ${receipt.transactionHash} made no request.`);
  const { transactionHash, blockNumber } = receipt;
  return { id: log.args.requestId, request: log.args.request, transactionHash, blockNumber };
}

/** Waits for an answer, or for one that is final; a request that ended without an answer ends the waiting too. */
async function waitFor(connection: Connection, found: FoundRequest, until: number, seconds: number): Promise<void> {
  const endMs = performance.now() + seconds * 1_000;
  for (;;) {
    const { status } = await readState(connection, found.id);
    if (status === STATUS.final || status === STATUS.void) return;
    if (until === STATUS.answered && hasAnswer(status)) return;
    if (performance.now() > endMs) {
      const details = { requestId: idHex(found.id), transactionHash: found.transactionHash };
      throw new TryAgainError(
        `The request is not ${until === STATUS.final ? "final" : "answered"} after ${seconds} seconds. ` +
          `See \`openimo request show ${idHex(found.id)}\`.`,
        details,
      );
    }
    await sleep(waitPollMs(connection.chain.id));
  }
}

async function checkPicture(model: RegisteredModel, folders: readonly string[]): Promise<void> {
  const found = await findPackage(folders, model.modelHash);
  if (found !== undefined) return checkMakesPicture(found.manifest);
  throw new FailedError(`The package of ${model.name} is needed to read its picture: name its folder with --models.`);
}

export const send = defineCommand({
  summary: "Ask a model and pay for it; with --wait, print the answer",
  example: "openimo request send digits --image test/vectors/digits/seven.png --wait --json",
  args: {
    model: { type: "positional", required: true, description: "Name or id of the model" },
    ...INPUT_ARGS,
    ...BATCH_ARGS,
    ...OUT_ARGS,
    wait: { type: "boolean", description: "Wait until the request is answered (or as --wait-for says)" },
    "wait-for": { type: "enum", options: ["answered", "final"], description: "What to wait for; implies --wait" },
    "timeout-seconds": {
      type: "string",
      valueHint: "seconds",
      default: String(WAIT_SECONDS),
      description: "How long to wait, then exit 75",
    },
    "window-seconds": {
      type: "string",
      valueHint: "seconds",
      description: "How long an answer stays open before it is final",
    },
    "value-at-stake": {
      type: "string",
      valueHint: "ether",
      description: "What a wrong answer would cost: a tenth of it is the operator's least bond",
    },
    bond: {
      type: "string",
      valueHint: "ether",
      description: "What the operator who answers puts at stake (default: the least)",
    },
    "deadline-seconds": { type: "string", valueHint: "seconds", description: "How long operators have to answer" },
    ...PACKAGE_ARGS,
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  lists: ["models", "field", ...ITEM_OPTIONS],
  async run({ args, lists }) {
    const inputArgs = { ...args, fields: lists.get("field") ?? [] };
    const items = args.batch ? batchArgs(args, lists) : undefined;
    if (items === undefined) {
      checkSingle(lists);
      checkInputArgs(inputArgs);
    }
    const until = args["wait-for"] ?? (args.wait ? "answered" : undefined);
    if (args.out !== undefined && until === undefined) throw new UsageError("Option --out needs --wait.");
    const seconds = parseWhole("--timeout-seconds", args["timeout-seconds"], 1, MOST_SECONDS);
    const choice = {
      windowSeconds: parseWhole("--window-seconds", args["window-seconds"] ?? "0", 0, MOST_SECONDS),
      timeoutSeconds: parseWhole("--deadline-seconds", args["deadline-seconds"] ?? "0", 0, MOST_SECONDS),
      valueAtStakeWei: parseAmount("--value-at-stake", args["value-at-stake"] ?? "0"),
      bondWei: parseAmount("--bond", args.bond ?? "0"),
    };
    const folders = packageFolders(lists.get("models"));
    const connection = await connectFrom(args);
    const model = await resolveModel(connection, args.model, folders);
    const inputs =
      items === undefined ? [await readInput(inputArgs, model, folders)] : await readItems(items, model, folders);
    if (args.out !== undefined) await checkPicture(model, folders);
    const account = await accountFrom(args, connection.chain.id);

    const fee = await payableFee(connection, account, model, inputs.length);
    const call =
      items === undefined
        ? await requestCall(connection, model.id, inputs[0], choice)
        : await batchCall(connection, model.id, inputs);
    const found = requestIn(await transact(connection, account, call));
    note(`Asked ${model.name} for ${fee}${ether(call.value)}: request ${idHex(found.id)}`);
    if (until !== undefined) {
      await waitFor(connection, found, until === "final" ? STATUS.final : STATUS.answered, seconds);
    }
    const { status } = await readState(connection, found.id);
    if (status !== STATUS.void) return describeRequest(connection, found, model, folders, args.out);
    throw new FailedError(
      "The request ended without an answer. What was paid is credited: get it with `openimo withdraw`, and a fee in another asset with its --asset.",
      {
        requestId: idHex(found.id),
        state: "void",
        transactionHash: found.transactionHash,
      },
    );
  },
});
