import type { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import type { ContractFunctionArgs, ContractFunctionReturnType } from "viem";

type CourtArgs<F extends "openDuel" | "timeout" | "settle" | "commitTrace"> = ContractFunctionArgs<
  typeof disputeCourtAbi,
  "nonpayable",
  F
>;

/** The terms of a request, as every action on it passes them in. */
export type Request = ContractFunctionArgs<typeof inferenceOracleAbi, "nonpayable", "finalise">[0];

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
