import type { Connection } from "../../chain/connection.ts";
import { type FoundAnswer, type FoundRequest, findAnswer, readState } from "../../chain/find-request.ts";
import { ether, idHex, instant } from "../../chain/format.ts";
import { DELIVER_AT, type RequestState, STATUS, STATUS_NAMES } from "../../chain/request.ts";
import type { Result } from "../../command-line/command.ts";
import { findLocalPackage } from "../../models/local-packages.ts";
import { readOutput } from "../../models/read-output.ts";
import type { RegisteredModel } from "../../models/registered-model.ts";

type Facts = {
  readonly found: FoundRequest;
  readonly state: RequestState;
  readonly answer: FoundAnswer | null;
  readonly model: RegisteredModel;
};

/** A request with all that is known of it, for programs and for people. */
export async function describeRequest(
  connection: Connection,
  found: FoundRequest,
  model: RegisteredModel,
  folders: readonly string[],
): Promise<Result> {
  const state = await readState(connection, found.id);
  const answered = state.status === STATUS.answered || state.status === STATUS.final;
  const answer = answered ? await findAnswer(connection, found.id, found.blockNumber) : null;
  const readable = readOutput(
    answer === null ? undefined : await findLocalPackage(folders, model.modelHash),
    answer?.output ?? null,
  );
  const facts = { found, state, answer, model };
  return { json: { ...json(facts), ...readable }, text: text(facts, readable.label) };
}

function json({ found, state, answer, model }: Facts) {
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
    feeWei: request.feeWei,
    operatorRewardWei: request.operatorRewardWei,
    bondWei: request.bondWei,
    callbackContract: request.callbackContract,
    delivered: state.delivered,
    deliverySucceeded: state.deliverySucceeded,
    answeredBy: answer?.answeredBy ?? null,
    answerTransactionHash: answer?.transactionHash ?? null,
    windowEnd: state.windowEnd === 0 ? null : state.windowEnd,
  };
}

function text({ found, state, answer, model }: Facts, label: string | number | null): string {
  const lines = [
    `request  ${idHex(found.id)}`,
    `model    ${model.name}`,
    `state    ${STATUS_NAMES[state.status]}`,
    `paid     ${ether(found.request.feeWei + found.request.operatorRewardWei)}`,
  ];
  if (state.status === STATUS.open) lines.push(`until    ${instant(found.request.deadline)}`);
  if (answer !== null) {
    if (label !== null) lines.push(`answer   ${label}`);
    lines.push(`output   ${answer.output}`, `by       ${answer.answeredBy}`);
  }
  if (state.status === STATUS.answered) lines.push(`final    from ${instant(state.windowEnd)}`);
  return lines.join("\n");
}
