import type { Hash } from "viem";

/** How far a transaction got. A final one can't be undone by any reorganisation; the last two are ends without an effect. */
export type Stage =
  | "checking"
  | "simulating"
  | "signing"
  | "sent"
  | "mined"
  | "confirmed"
  | "final"
  | "rejected"
  | "failed";

export const STAGES = [
  "checking",
  "simulating",
  "signing",
  "sent",
  "mined",
  "confirmed",
  "final",
] as const satisfies Stage[];

/** What happened and what to do about it, in two sentences for people. */
export interface Problem {
  readonly what: string;
  readonly todo: string;
}

export interface Transaction {
  readonly id: number;
  readonly key: string;
  readonly label: string;
  readonly stage: Stage;
  readonly hash?: Hash;
  readonly problem?: Problem;
}

/** Whether it did what it should: what still can happen to it is a reorganisation's doing. */
export function isDone({ stage }: Transaction): boolean {
  return stage === "confirmed" || stage === "final";
}

export function isUnderWay(transaction: Transaction): boolean {
  return !isDone(transaction) && transaction.stage !== "rejected" && transaction.stage !== "failed";
}
