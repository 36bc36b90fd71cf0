import type { disputeCourtAbi } from "@openimo/contracts";
import type { ContractFunctionArgs, ContractFunctionReturnType } from "viem";

type CourtArgs<F extends "openDuel" | "timeout" | "settle" | "commitTrace"> = ContractFunctionArgs<
  typeof disputeCourtAbi,
  "nonpayable",
  F
>;

/** The structs of IDisputeCourt.sol and Duels.sol. */
export type Case = CourtArgs<"openDuel">[0];
export type ClaimKey = CourtArgs<"openDuel">[1];
export type Duel = CourtArgs<"timeout">[0];
export type DuelState = CourtArgs<"timeout">[1];
export type DuelMove = CourtArgs<"openDuel">[3];
export type Statement = CourtArgs<"commitTrace">[1];
export type Settlement = CourtArgs<"settle">[1];
export type CaseState = ContractFunctionReturnType<typeof disputeCourtAbi, "view", "caseState">;
export type ClaimState = ContractFunctionReturnType<typeof disputeCourtAbi, "view", "claimState">;

/** `ClaimStatus` of the contract. */
export const CLAIM_STATUS = { live: 1, timedOut: 2, faulted: 3, silent: 4, merged: 5, winner: 6 } as const;
/** Status of a claim of a case. The court doesn't write down who has won: it is the claim that lives in the last generation. */
export function statusOf(
  { verdict, generation }: Pick<CaseState, "verdict" | "generation">,
  claim: Pick<ClaimState, "status" | "generation">,
): number {
  const lives = claim.status === CLAIM_STATUS.live && claim.generation === generation;
  return lives && verdict === VERDICT.answer ? CLAIM_STATUS.winner : claim.status;
}

export const CLAIM_STATUS_NAMES = [
  "none",
  "live",
  "timed out",
  "proved wrong",
  "silent",
  "merged",
  "winner",
  "settled",
] as const;

/** `Verdict` of the contract. */
export const VERDICT = { none: 0, answer: 1, void: 2 } as const;
export const VERDICT_NAMES = ["none", "answer", "void"] as const;
