import { isAddressEqual } from "viem";
import { STATUS } from "../../chain/request.ts";
import { CHECK_RETRY_SECONDS, CLAIM_COMMIT_MARGIN_SECONDS } from "../../limits.ts";
import { refusedStake } from "./purse.ts";
import type { WatchView } from "./view.ts";

/**
 * What a person should hear of. `executionsDisagree` is a bug of ours; the others are wrong answers that this node lets stand, or
 * can't fight.
 */
export type Alert =
  | "executionsDisagree"
  | "wrongAnswerLeft"
  | "wrongAnswerUncontested"
  | "ownAnswerWrong"
  | "rightSideLost"
  | "caseUnplayable";

/** The next move about an answer. `wait` is looked at again at `until` (unix seconds), or when something happens to it. */
export type WatchDecision =
  | { readonly type: "check" | "confirm" | "commit" | "contradict" | "play" }
  | {
      readonly type: "wait";
      readonly reason: string;
      readonly until: number;
      readonly alert?: Alert;
      /** A run failed, which says nothing about the answer: it is worth another attempt. */
      readonly isUnverifiable?: true;
    }
  | { readonly type: "leave"; readonly reason: string; readonly alert?: Alert };

const leave = (reason: string, alert?: Alert): WatchDecision => ({
  type: "leave",
  reason,
  ...(alert === undefined ? {} : { alert }),
});

const unverifiable = (reason: string, until: number): WatchDecision => ({
  ...{ type: "wait", reason: `it can't be verified: ${reason}`, until },
  isUnverifiable: true,
});

/** The watcher's whole judgement of an answer: no clock, no chain, no memory beyond the view. */
export function decideWatch(view: WatchView): WatchDecision {
  const { now, request, state, cares } = view;
  switch (state.status) {
    case STATUS.open:
      if (now > request.deadline) return leave("nobody answered in time");
      return { type: "wait", reason: "it is not answered yet", until: request.deadline + 1 };
    case STATUS.answered:
      return decideAnswered(view);
    case STATUS.disputed:
      return cares ? { type: "play" } : leave("its dispute is left to others");
    case STATUS.final:
    case STATUS.void:
      return cares && view.wasDisputed ? { type: "play" } : leave("it is decided");
    default:
      // An RPC may lag behind its own events; only time is an end.
      if (now > request.deadline) return leave("it is not on the canonical chain");
      return { type: "wait", reason: "it is not on the canonical chain", until: now + CHECK_RETRY_SECONDS };
  }
}

function decideAnswered(view: WatchView): WatchDecision {
  const { now, account, state, check, unwatched } = view;
  const until = state.windowEnd;
  if (now >= until) return afterWindow(view);
  const isOwn = account !== undefined && isAddressEqual(state.proposer, account);
  if (isOwn) return { type: "wait", reason: "its window runs", until };
  // Kept in sight all the same: it may be contradicted.
  if (unwatched !== undefined) return { type: "wait", reason: unwatched, until };
  if (check.type === "none") return { type: "check" };
  if (check.type === "running") return { type: "wait", reason: "it is being checked", until };
  // What can't be computed isn't wrong.
  if (check.type === "failed") return unverifiable(check.reason, until);
  if (check.outputHash === state.outputHash) return { type: "wait", reason: "its answer is right", until };
  return decideDifferent(view, check.outputHash);
}

/** The first run gave something else than what was posted. */
function decideDifferent(view: WatchView, computed: string): WatchDecision {
  const { now, request, state, confirmation, commitment, purse } = view;
  const until = state.windowEnd;
  if (confirmation.type === "none") return { type: "confirm" };
  if (confirmation.type === "running") return { type: "wait", reason: "a second execution is running", until };
  if (confirmation.type === "failed") return unverifiable(confirmation.reason, until);
  if (confirmation.type === "disagreed" || confirmation.outputHash !== computed) {
    return { type: "wait", reason: "two executions disagree", until, alert: "executionsDisagree" };
  }
  if (view.inFlight) return { type: "wait", reason: "a transaction is on its way", until };
  const { bondWei, operatorRewardWei: rewardWei } = request;
  const refused = refusedStake(purse, { bondWei, rewardWei, loserBondWei: bondWei });
  if (refused !== undefined) return { type: "wait", reason: refused, until, alert: "wrongAnswerLeft" };
  const hasTime = now + CLAIM_COMMIT_MARGIN_SECONDS < until;
  if (commitment === "none" && hasTime) return { type: "commit" };
  if (commitment === "sent" && hasTime) return { type: "wait", reason: "its commitment is on its way", until };
  return { type: "contradict" };
}

function afterWindow({ state, check, confirmation, account }: WatchView): WatchDecision {
  const isWrong =
    check.type === "computed" &&
    check.outputHash !== state.outputHash &&
    confirmation.type === "agreed" &&
    confirmation.outputHash === check.outputHash;
  const isOwn = account !== undefined && isAddressEqual(state.proposer, account);
  return isWrong && !isOwn
    ? leave("it is wrong, and its window is over", "wrongAnswerUncontested")
    : leave("its window is over");
}
