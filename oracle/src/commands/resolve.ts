import { type Hash, keccak256, type LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import { findAnswer } from "../chain/find-answer.ts";
import { type FoundRequest, findAsked, findRequest, readState } from "../chain/find-request.ts";
import { idHex, instant } from "../chain/format.ts";
import { nextResolution } from "../chain/next-resolution.ts";
import { deliverCall, expireCall, finaliseCall } from "../chain/oracle-calls.ts";
import { STATUS_NAMES } from "../chain/request.ts";
import { type Call, transact } from "../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../command-line/chain-options.ts";
import { defineCommand } from "../command-line/command.ts";
import { FailedError } from "../command-line/errors.ts";
import { parseRequestId } from "../command-line/ids.ts";
import { note } from "../command-line/print.ts";
import { finaliseDisputeCall, silenceCall, timeoutCall } from "../dispute/court-calls.ts";
import { neutralActions } from "../dispute/neutral-actions.ts";
import { keyText } from "../dispute/next-action.ts";
import { UnmatchedPaymentError } from "../dispute/payments.ts";
import { findCase } from "../dispute/read-case.ts";
import { settlementCall } from "../dispute/settlement.ts";
import { RESOLVE_STEPS_MOST } from "../limits.ts";
import { readCaseFacts, readClocks } from "../node/disputes/read-case-facts.ts";

/** The next call for anybody, or why there is none. */
type Next =
  | { readonly step: string; readonly call: Call }
  | { readonly step: undefined; readonly reason: string; readonly at: number | null };

const nothing = (reason: string, at: number | null = null): Next => ({ step: undefined, reason, at });

/** @param skipped Losers whose bond can't be shared out; grows. */
async function nextInCase(connection: Connection, asked: FoundRequest, skipped: Set<string>): Promise<Next> {
  const found = await findCase(connection, asked.id, asked.blockNumber);
  if (found === undefined) return nothing("it has come to its end");
  const head = await connection.client.getBlock();
  const [facts, clocks] = await Promise.all([readCaseFacts(connection, found, head), readClocks(connection)]);
  const { openedCase } = found;
  const view = { now: Number(head.timestamp), openedCase, ...facts, ...clocks, skipped };
  const [action] = neutralActions(view);
  const { disputeCourt, inferenceOracle } = connection.deployment;
  switch (action.type) {
    case "silence":
      return { step: "silence", call: silenceCall(disputeCourt, openedCase) };
    case "timeout":
      return { step: "timeout", call: timeoutCall(disputeCourt, action.duel) };
    case "conclude":
      return {
        step: "finaliseDispute",
        call: finaliseDisputeCall(inferenceOracle, asked.request, openedCase, action.winner),
      };
    case "settle":
      try {
        return { step: "settle", call: await settlementCall(connection, view, action.loser) };
      } catch (error) {
        if (!(error instanceof UnmatchedPaymentError)) throw error;
        note(`A lost bond is left where it is, since it can't be shared out: ${error.message}`);
        skipped.add(keyText(action.loser));
        return nextInCase(connection, asked, skipped);
      }
    case "wait":
      return nothing(action.reason, Number(facts.state.claimsEnd));
    default:
      return nothing("it has come to its end");
  }
}

async function nextStep(connection: Connection, asked: FoundRequest, skipped: Set<string>): Promise<Next> {
  const { request } = asked;
  const oracle = connection.deployment.inferenceOracle;
  const [state, { timestamp }] = await Promise.all([readState(connection, asked.id), connection.client.getBlock()]);
  const next = nextResolution(Number(timestamp), request, state);
  switch (next.type) {
    case "expire":
      return { step: "expire", call: expireCall(oracle, request) };
    case "finalise":
      return { step: "finalise", call: finaliseCall(oracle, request) };
    case "wait":
      return nothing(next.reason, next.at);
    case "deliver": {
      const answer = await findAnswer(connection, asked, state);
      if (answer === null || keccak256(answer.output) !== state.outputHash) return nothing("its answer can't be found");
      const { callbackData } = await findAsked(connection, asked);
      return { step: "deliver", call: deliverCall(oracle, request, answer.output, callbackData) };
    }
    default:
      return nextInCase(connection, asked, skipped);
  }
}

async function takeSteps(connection: Connection, account: LocalAccount, asked: FoundRequest) {
  const steps: { readonly step: string; readonly transactionHash: Hash }[] = [];
  const skipped = new Set<string>();
  for (;;) {
    const next = await nextStep(connection, asked, skipped);
    if (next.step === undefined) return { steps, next };
    if (steps.length === RESOLVE_STEPS_MOST) throw new FailedError("There is no end of steps to take.", { steps });
    note(`Taking the step: ${next.step}`);
    const { transactionHash } = await transact(connection, account, next.call);
    steps.push({ step: next.step, transactionHash });
  }
}

export const resolve = defineCommand({
  summary: "Take every step that anybody may take now to bring a request to its end",
  example: "openimo resolve 0x6f1c… --account operator",
  args: {
    request: { type: "positional", required: true, description: "Id of the request" },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    const id = parseRequestId(args.request);
    const connection = await connectFrom(args);
    const asked = await findRequest(connection, id);
    const account = await accountFrom(args, connection.chain.id);
    const { steps, next } = await takeSteps(connection, account, asked);
    const { status } = await readState(connection, id);
    const state = STATUS_NAMES[status];
    const did = steps.length === 0 ? "Nothing was to be done" : `Done: ${steps.map(({ step }) => step).join(", ")}`;
    const when = next.at === null ? "" : ` Look again after ${instant(next.at)}.`;
    return {
      json: { requestId: idHex(id), state, steps, reason: next.reason, waitsUntil: next.at },
      text: `${did}. Request ${idHex(id)} is ${state}: ${next.reason}.${when}`,
    };
  },
});
