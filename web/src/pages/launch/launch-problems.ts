import type { LaunchDraft } from "./launch-draft.ts";

export type ProblemName =
  | "name"
  | "symbol"
  | "percent"
  | "period"
  | "amount"
  | "positive"
  | "supply"
  | "caps"
  | "startPast"
  | "startFar"
  | "length"
  | "liquidity"
  | "currency"
  | "address"
  | "twice"
  | "tableCells"
  | "tableMany"
  | "vestingCells"
  | "vestingTimes"
  | "vestingsMany"
  | "dropDays";

export type FieldProblems = Partial<Record<keyof LaunchDraft, ProblemName>>;

/** In which line of a table its problem is, from 1. */
export type LineNumbers = { vestings?: number; dropTable?: number };
