import { disputeCourtAbi } from "@openimo/contracts";
import { toHex } from "@openimo/runtime";
import { keccak256, parseEventLogs } from "viem";
import { findInputs, findRequest, readState } from "../../chain/find-request.ts";
import { ether, idHex, instant } from "../../chain/format.ts";
import { type RequestState, STATUS, STATUS_NAMES } from "../../chain/request.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { CONFIRM_ARGS, isAgreed } from "../../command-line/confirm.ts";
import { FailedError, TryAgainError, UsageError } from "../../command-line/errors.ts";
import { parseRequestId } from "../../command-line/ids.ts";
import { contradictCall } from "../../dispute/court-calls.ts";
import { readCaseState } from "../../dispute/read-case.ts";
import { computeSide } from "../../dispute/side.ts";
import { PACKAGE_ARGS, packageFolders } from "../../models/local-packages.ts";
import { readModel } from "../../models/registered-model.ts";
import { accessFrom, CACHE_LISTS, FETCH_ARGS } from "../../packages/fetch-options.ts";
import { requirePackage } from "../../packages/find-package.ts";

function checkOpen(id: bigint, { status, windowEnd }: RequestState, now: bigint): void {
  if (status === STATUS.open) throw new TryAgainError(`Request ${idHex(id)} is not answered yet.`);
  if (status === STATUS.disputed) {
    throw new FailedError(
      `Request ${idHex(id)} is disputed already. \`openimo dispute play ${idHex(id)}\` claims the right answer if nobody has.`,
    );
  }
  if (status === STATUS.answered && now < windowEnd) return;
  const why =
    status === STATUS.answered ? `its window ended at ${instant(windowEnd)}` : `it is ${STATUS_NAMES[status]}`;
  throw new FailedError(`The answer to request ${idHex(id)} can't be contradicted: ${why}.`);
}

export const contradict = defineCommand({
  summary: "Compute a request's answer again and, when the posted one is wrong, claim the right one with a bond",
  example: "openimo request contradict 0x6f1c… --account watcher --yes",
  args: {
    request: { type: "positional", required: true, description: "Id of the request" },
    ...CONFIRM_ARGS,
    ...PACKAGE_ARGS,
    ...FETCH_ARGS,
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  lists: ["models", ...CACHE_LISTS],
  async run({ args, lists }) {
    const id = parseRequestId(args.request);
    const folders = packageFolders(lists.get("models"));
    const connection = await connectFrom(args);
    const found = await findRequest(connection, id);
    const [state, { timestamp }] = await Promise.all([readState(connection, id), connection.client.getBlock()]);
    checkOpen(id, state, timestamp);
    const registered = await readModel(connection, found.request.modelId);
    const model = await requirePackage(folders, registered, accessFrom(args, lists, connection.chain.id));
    const inputs = await findInputs(connection, found);
    const account = await accountFrom(args, connection.chain.id);

    const side = await computeSide(model, inputs, { id, seedSalt: state.seedSalt });
    side.dispose();
    if (keccak256(side.answer) === state.outputHash) {
      throw new FailedError(
        `The answer to request ${idHex(id)} is right: ${registered.name} gives the same bytes on this machine. ` +
          "Whoever contradicts it loses the bond.",
        { requestId: idHex(id), right: true },
      );
    }
    const { bondWei } = found.request;
    const question = `The answer is wrong. Put ${ether(bondWei)} at stake for the right one?`;
    if (!(await isAgreed(question, args.yes))) throw new UsageError("Cancelled.");
    const call = await contradictCall(connection.deployment.inferenceOracle, found.request, side);
    const { logs, transactionHash } = await transact(connection, account, call);
    const [opened] = parseEventLogs({ abi: disputeCourtAbi, eventName: "CaseOpened", logs });
    if (opened === undefined) throw new FailedError(`Transaction ${transactionHash} opened no case.`);
    const { caseId } = opened.args;
    const { commitEnd, claimsEnd } = await readCaseState(connection, caseId);
    return {
      json: {
        ...{ requestId: idHex(id), caseId, account: account.address, bondWei, commitEnd, claimsEnd },
        ...{ posted: state.outputHash, output: toHex(side.answer), traceRoot: toHex(side.trace.root), transactionHash },
      },
      text:
        `The answer to request ${idHex(id)} is contradicted with ${ether(bondWei)} at stake.\n` +
        `Now play the dispute: openimo dispute play ${idHex(id)}\n` +
        `The operator has until ${instant(commitEnd)} to commit to a trace, others until ${instant(claimsEnd)} to claim.`,
    };
  },
});
