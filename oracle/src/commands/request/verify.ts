import { type AskedInputs, answersOf, type ModelPackage } from "@openimo/runtime";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { findAnswer } from "../../chain/find-answer.ts";
import { findInputs, findRequest, readState } from "../../chain/find-request.ts";
import { idHex } from "../../chain/format.ts";
import { hasAnswer, type RequestState, STATUS, STATUS_NAMES } from "../../chain/request.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, TryAgainError } from "../../command-line/errors.ts";
import { parseRequestId } from "../../command-line/ids.ts";
import { PACKAGE_ARGS, packageFolders } from "../../models/local-packages.ts";
import { createRunner, type RunRequest } from "../../models/model-runner.ts";
import { nodeThreads } from "../../models/node-threads.ts";
import { readModel } from "../../models/registered-model.ts";
import { accessFrom, CACHE_LISTS, FETCH_ARGS } from "../../packages/fetch-options.ts";
import { requirePackage } from "../../packages/find-package.ts";

function checkAnswered(id: bigint, { status }: RequestState): void {
  if (status === STATUS.open) throw new TryAgainError(`Request ${idHex(id)} is not answered yet.`);
  if (hasAnswer(status)) return;
  throw new FailedError(`Request ${idHex(id)} is ${STATUS_NAMES[status]}: it has no answer.`);
}

async function runOnce(model: ModelPackage, asked: AskedInputs, request: RunRequest): Promise<Uint8Array> {
  const runner = await createRunner(model, nodeThreads());
  try {
    return await runner.run(asked, request, new AbortController().signal);
  } finally {
    runner.dispose();
  }
}

/** Numbers of a batch's items, from 1, that are wrong; null of what isn't a batch's answer. */
function wrongItems(asked: AskedInputs, posted: Hex, computed: Hex): number[] | null {
  if (!asked.isBatch) return null;
  const [found, right] = [posted, computed].map((output) =>
    answersOf(asked, hexToBytes(output))?.map((answer) => bytesToHex(answer)),
  );
  return found === undefined ? null : (right ?? []).flatMap((answer, i) => (answer === found[i] ? [] : [i + 1]));
}

export const verify = defineCommand({
  summary: "Compute a request's answer again on this machine, and fail when the posted one is wrong",
  example: "openimo request verify 0x6f1c… --json",
  args: {
    request: { type: "positional", required: true, description: "Id of the request" },
    ...PACKAGE_ARGS,
    ...FETCH_ARGS,
    ...CHAIN_ARGS,
  },
  lists: ["models", ...CACHE_LISTS],
  async run({ args, lists }) {
    const id = parseRequestId(args.request);
    const folders = packageFolders(lists.get("models"));
    const connection = await connectFrom(args);
    const found = await findRequest(connection, id);
    const state = await readState(connection, id);
    checkAnswered(id, state);
    const registered = await readModel(connection, found.request.modelId);
    const model = await requirePackage(folders, registered, accessFrom(args, lists, connection.chain.id));
    const [answer, asked] = await Promise.all([findAnswer(connection, found, state), findInputs(connection, found)]);
    if (answer === null) throw new FailedError(`The RPC has no answer of request ${idHex(id)}.`);
    const computed = bytesToHex(await runOnce(model, asked, { id, seedSalt: state.seedSalt }));
    const facts = {
      ...{ requestId: idHex(id), modelId: idHex(registered.id), model: registered.name },
      ...{ posted: answer.output, computed, answeredBy: answer.answeredBy },
      wrongItems: wrongItems(asked, answer.output, computed),
    };
    if (computed === answer.output) {
      return {
        json: { ...facts, right: true },
        text: `The answer to request ${idHex(id)} is right: ${registered.name} gives the same bytes on this machine.`,
      };
    }
    const items = facts.wrongItems === null ? "" : ` Wrong items: ${facts.wrongItems.join(", ")}.`;
    throw new FailedError(
      `The answer to request ${idHex(id)} is WRONG: ${registered.name} gives other bytes than ${answer.answeredBy} posted.${items}`,
      { ...facts, right: false },
    );
  },
});
