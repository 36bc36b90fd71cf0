import {
  allActions,
  bondOfClaim,
  type CaseAction,
  type CaseStep,
  type CaseView,
  CLAIM_STATUS,
  copiedClaim,
  deadlineOf,
  type KnownClaim,
  type NeutralView,
  neutralActions,
  stepKey,
  VERDICT,
} from "@openimo/player";
import { type Address, isAddressEqual } from "viem";
import { CLAIM_COMMIT_MARGIN_SECONDS, FEE_HASTE_SECONDS } from "../../limits.ts";
import type { Alert } from "./decide-watch.ts";
import { refusedStake } from "./purse.ts";
import type { CommitmentStage, Confirmation, Purse } from "./view.ts";

/** What the account has to do with a case, beside what the case is. */
export type Stance = {
  /** Undefined without a key. */
  readonly account: Address | undefined;
  readonly confirmation: Confirmation;
  readonly commitment: CommitmentStage;
  /** Block by which the commitment was seen mined; undefined before. */
  readonly committedBy: bigint | undefined;
  readonly purse: Purse;
  readonly rewardWei: bigint;
  /** For how long the step with this key has been due, in seconds. */
  readonly dueSeconds: (key: string) => number;
  /** How long a step is left to those whose money it is about, in seconds. */
  readonly graceSeconds: number;
  readonly inFlight: (key: string) => boolean;
};

/** What is done now. `key` names a step: it is not taken twice. `valueWei` is a claim's bond. `deadline` is in unix seconds. */
export type CaseDecision =
  | {
      readonly type: "act";
      readonly key: string;
      readonly step: CaseStep;
      readonly valueWei: bigint;
      readonly deadline: number | undefined;
    }
  | { readonly type: "confirm" }
  | { readonly type: "commit"; readonly key: string; readonly deadline: number }
  | { readonly type: "wait"; readonly reason: string; readonly alert?: Alert }
  /** The case is decided, and no bond that can be shared out is left. */
  | { readonly type: "done" };

/** Next steps in a case of which the right answer is known. Judges as `allActions`, and whether it is this account's to act. */
export function decideCase(view: CaseView, stance: Stance): CaseDecision[] {
  const copied = copiedClaim(view, stance.account, stance.committedBy);
  const actions: readonly CaseAction[] = copied === undefined ? allActions(view) : [{ type: "claim" }];
  return actions.map((action) => judge(action, view, stance, copied));
}

/** Next steps in a case of which no side is known: bonds are shared out, and own money isn't left in it. */
export function decideNeutrally(view: NeutralView, stance: Stance): CaseDecision[] {
  if (view.state.verdict === VERDICT.none && !hasPart(view, stance)) {
    return [{ type: "wait", reason: "the right answer is not known" }];
  }
  // A claim that is out of time may be the right one; who doesn't know leaves it alone.
  return neutralActions(view).map((action) =>
    action.type === "timeout"
      ? { type: "wait", reason: "a claim's time is over" }
      : judgeCommon(action, view, stance, false),
  );
}

function judge(action: CaseAction, view: CaseView, stance: Stance, copied: KnownClaim | undefined): CaseDecision {
  if (action.type === "claim") return judgeClaim(view, stance, copied);
  if (action.type === "lost") {
    const isDecided = view.state.verdict !== VERDICT.none;
    const reason = "no claim of the right answer lives, and none is taken any more";
    return { type: "wait", reason, ...(isDecided ? {} : { alert: "rightSideLost" }) };
  }
  return judgeCommon(action, view, stance, hasPart(view, stance));
}

function judgeCommon(action: CaseAction, view: NeutralView, stance: Stance, isOwn: boolean): CaseDecision {
  switch (action.type) {
    case "none":
      return { type: "done" };
    case "wait":
      return { type: "wait", reason: action.reason };
    case "lost":
    case "claim":
      return { type: "wait", reason: "the right answer is not known" };
  }
  const key = stepKey(action, view);
  if (stance.inFlight(key)) return { type: "wait", reason: "a transaction is on its way" };
  if (!isOwn && stance.dueSeconds(key) < stance.graceSeconds) {
    return { type: "wait", reason: "it is left to those whose money it is about" };
  }
  return { type: "act", key, step: action, valueWei: 0n, deadline: deadlineOf(action, view, FEE_HASTE_SECONDS) };
}

/** Whether the account has money in the case: it answered, or has put up a bond. */
function hasPart({ openedCase, claims }: NeutralView, { account }: Stance): boolean {
  if (account === undefined) return false;
  return [openedCase.proposer, ...claims.map(({ state }) => state.sponsor)].some((other) =>
    isAddressEqual(other, account),
  );
}

function judgeClaim(view: CaseView, stance: Stance, copied: KnownClaim | undefined): CaseDecision {
  const { now, openedCase, state, outputHash } = view;
  const { confirmation, commitment, purse, rewardWei } = stance;
  const isPosted = openedCase.outputHash === outputHash;
  if (isPosted && state.proposerStatus === CLAIM_STATUS.live) {
    return { type: "wait", reason: "the operator may still commit to its trace" };
  }
  if (confirmation.type === "none") return { type: "confirm" };
  if (confirmation.type === "running") return { type: "wait", reason: "a second execution is running" };
  if (confirmation.type === "failed") return { type: "wait", reason: `it can't be verified: ${confirmation.reason}` };
  if (confirmation.type === "disagreed" || confirmation.outputHash !== outputHash) {
    return { type: "wait", reason: "two executions disagree", alert: "executionsDisagree" };
  }
  const key = `case ${openedCase.subject} claim ${state.generation} ${state.claimCount}`;
  if (stance.inFlight(key)) return { type: "wait", reason: "a transaction is on its way" };
  const valueWei = bondOfClaim(openedCase.bondWei, copied?.state.number ?? state.claimCount + 1);
  const refused = refusedStake(purse, { bondWei: valueWei, rewardWei, loserBondWei: openedCase.bondWei });
  if (refused !== undefined) return { type: "wait", reason: refused, alert: "wrongAnswerLeft" };
  const deadline = state.claimsEnd - 1;
  if (copied === undefined && now + CLAIM_COMMIT_MARGIN_SECONDS < state.claimsEnd) {
    if (commitment === "none") return { type: "commit", key: `${key} commit`, deadline };
    if (commitment === "sent") return { type: "wait", reason: "its commitment is on its way" };
  }
  return { type: "act", key, step: { type: "claim" }, valueWei, deadline };
}
