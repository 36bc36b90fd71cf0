import { type Call, type CaseStep, commitClaimCall, withdrawCourtCall } from "@openimo/player";
import type { Address, Hash } from "viem";
import type { Action } from "../wallet/action.ts";

/** Contradicts the answer of a request with the side's own. */
export function contradict(requestId: bigint, { to, data, value }: Call): Action {
  return { key: `contradict ${requestId}`, label: (m) => m.duel.contradict, to, data, valueWei: value };
}

/** Tells nothing of the claim yet, only that this account has it. */
export function commitClaim(court: Address, commitment: Hash): Action {
  const { to, data } = commitClaimCall(court, commitment);
  return { key: `commit claim ${commitment}`, label: (m) => m.duel.commitClaim, to, data };
}

/** A step of a case; a duel's move at its end is a proof. */
export type StepName = CaseStep["type"] | "prove";

/** @param key Of this step of this state of the case. */
export function caseStep(name: StepName, key: string, { to, data, value }: Call): Action {
  return { key, label: (m) => m.duel.steps[name], to, data, valueWei: value };
}

/** Pays an account what the court owes it. By anyone, for anyone. */
export function withdrawCourtCredit(court: Address, account: Address): Action {
  const { to, data } = withdrawCourtCall(court, account);
  return { key: `withdraw court credit ${account}`, label: (m) => m.duel.withdrawCredit, to, data };
}
