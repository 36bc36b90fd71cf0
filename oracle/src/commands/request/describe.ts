import { type FeeAsset, isEther } from "@openimo/contracts";
import { batchCount, type ModelPackage } from "@openimo/runtime";
import { type Hex, hexToBytes, size } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { priceText, shownFeeAsset } from "../../chain/fee-asset.ts";
import { type FoundAnswer, findAnswer } from "../../chain/find-answer.ts";
import { type FoundRequest, readState } from "../../chain/find-request.ts";
import { idHex, instant } from "../../chain/format.ts";
import { DELIVER_AT, hasAnswer, type RequestState, STATUS, STATUS_NAMES } from "../../chain/request.ts";
import type { Result } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { findCase, readCaseState } from "../../dispute/read-case.ts";
import { type ReadableItem, type ReadableOutput, readItems, readOutput } from "../../models/read-output.ts";
import type { RegisteredModel } from "../../models/registered-model.ts";
import { findPackage } from "../../packages/find-package.ts";
import { answerLines } from "./answer-lines.ts";
import { writePicture } from "./picture-file.ts";

/** Of an output's hexadecimal digits, the most that are shown to people. */
const SHOWN_DIGITS = 130;

type Facts = {
  readonly found: FoundRequest;
  readonly state: RequestState;
  readonly answer: FoundAnswer | null;
  readonly model: RegisteredModel;
  readonly asset: FeeAsset;
  readonly dispute: OpenDispute | null;
  /** 0 where one answer is asked for. */
  readonly batchSize: number;
  /** Of a batch with an answer that is a list of as many. */
  readonly items: readonly ReadableItem[] | null;
};

/** What is told of a dispute that is not decided. */
type OpenDispute = { readonly caseId: Hex; readonly claimsEnd: number; readonly liveClaims: number };

async function readDispute(connection: Connection, { id, blockNumber }: FoundRequest): Promise<OpenDispute | null> {
  const found = await findCase(connection, id, blockNumber);
  if (found === undefined) return null;
  const { claimsEnd, liveCount } = await readCaseState(connection, found.id);
  return { caseId: found.id, claimsEnd, liveClaims: liveCount };
}

/**
 * A request with all that is known of it, for programs and for people.
 * @param out Where to write the picture that the answer is.
 * @throws FailedError when it is none, or can't be written.
 */
export async function describeRequest(
  connection: Connection,
  found: FoundRequest,
  model: RegisteredModel,
  folders: readonly string[],
  out?: string,
): Promise<Result> {
  const state = await readState(connection, found.id);
  const answer = hasAnswer(state.status) ? await findAnswer(connection, found, state) : null;
  const dispute = state.status === STATUS.disputed ? await readDispute(connection, found) : null;
  const loaded = answer === null ? undefined : await findPackage(folders, model.modelHash);
  const batchSize = batchCount(hexToBytes(found.request.inputHash));
  const items = batchSize > 0 && answer !== null ? readItems(loaded, answer.output, batchSize) : null;
  const readable = readOutput(loaded, batchSize > 0 ? null : (answer?.output ?? null));
  if (out !== undefined) savePicture(out, readable);
  const asset = await shownFeeAsset(connection.client, model.feeAsset);
  const facts = { found, state, answer, model, asset, dispute, batchSize, items };
  const lines = items === null ? readableLines(loaded, readable, out) : itemLines(loaded, items);
  return { json: { ...json(facts), ...readable }, text: text(facts, lines) };
}

function readableLines(model: ModelPackage | undefined, readable: ReadableOutput, out?: string): string[] {
  return model === undefined ? [] : answerLines(model.manifest, readable, out);
}

/** A batch's answers, numbered from 1; in hexadecimal where the model's package isn't here. */
function itemLines(model: ModelPackage | undefined, items: readonly ReadableItem[]): string[] {
  return items.flatMap((item, i) => {
    const lines = readableLines(model, item);
    return [
      `item     ${i + 1} of ${items.length}`,
      ...(lines.length > 0 ? lines : [`output   ${abbreviate(item.output)}`]),
    ];
  });
}

function savePicture(out: string, { picture }: ReadableOutput): void {
  if (picture === null)
    throw new FailedError("There is no picture to write: the request has no answer that is one alone.");
  writePicture(out, { ...picture, pixels: hexToBytes(picture.pixels) });
}

function json({ found, state, answer, model, dispute, batchSize, items }: Facts) {
  const { request } = found;
  return {
    requestId: idHex(found.id),
    state: STATUS_NAMES[state.status],
    modelId: idHex(model.id),
    model: model.name,
    output: answer?.output ?? null,
    requester: request.requester,
    transactionHash: found.transactionHash,
    blockNumber: Number(found.blockNumber),
    deadline: request.deadline,
    windowSeconds: request.windowSeconds,
    deliverAt: request.deliverAt === DELIVER_AT.answer ? "answer" : "finality",
    feeAsset: model.feeAsset,
    feeAmount: request.feeAmount,
    feeWei: isEther(model.feeAsset) ? request.feeAmount : 0n,
    operatorRewardWei: request.operatorRewardWei,
    bondWei: request.bondWei,
    callbackContract: request.callbackContract,
    delivered: state.delivered,
    deliverySucceeded: state.deliverySucceeded,
    answeredBy: answer?.answeredBy ?? null,
    answerTransactionHash: answer?.transactionHash ?? null,
    windowEnd: state.windowEnd === 0 ? null : state.windowEnd,
    dispute,
    batchSize: batchSize === 0 ? null : batchSize,
    items,
  };
}

function text(
  { found, state, answer, model, asset, dispute, batchSize }: Facts,
  answerText: readonly string[],
): string {
  const lines = [
    `request  ${idHex(found.id)}`,
    `model    ${model.name}`,
    `state    ${STATUS_NAMES[state.status]}`,
    `paid     ${priceText(asset, found.request.feeAmount, found.request.operatorRewardWei)}`,
  ];
  if (batchSize > 0) lines.push(`asks     for ${batchSize} answers at once`);
  if (state.status === STATUS.open) lines.push(`until    ${instant(found.request.deadline)}`);
  if (answer !== null) {
    lines.push(...answerText, `output   ${abbreviate(answer.output)}`, `by       ${answer.answeredBy}`);
  }
  if (state.status === STATUS.answered) lines.push(`final    from ${instant(state.windowEnd)}`);
  if (dispute !== null) lines.push(...disputeLines(found.id, dispute));
  return lines.join("\n");
}

function disputeLines(id: bigint, { claimsEnd, liveClaims }: OpenDispute): string[] {
  return [
    `disputed ${liveClaims} claims of what the answer is; others may come until ${instant(claimsEnd)}`,
    "         The answer above may be overturned. No answer is final before the dispute is decided.",
    `         See \`openimo dispute show ${idHex(id)}\`.`,
  ];
}

/** People see the beginning; `--json` has all of it. */
function abbreviate(output: Hex): string {
  return output.length <= SHOWN_DIGITS ? output : `${output.slice(0, SHOWN_DIGITS)}… (${size(output)} bytes)`;
}
