import type { Hash } from "viem";

/** How far a transaction got. The last three are ends. */
export type Stage = "checking" | "simulating" | "signing" | "sent" | "mined" | "confirmed" | "rejected" | "failed";

export const STAGES = ["checking", "simulating", "signing", "sent", "mined", "confirmed"] as const satisfies Stage[];

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

export function isUnderWay({ stage }: Transaction): boolean {
  return stage !== "confirmed" && stage !== "rejected" && stage !== "failed";
}
