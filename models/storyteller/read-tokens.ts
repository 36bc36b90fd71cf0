import { readFileSync } from "node:fs";

/** What `tokens.json` holds, as choose-tokens.py wrote it. */
export interface StorytellerTokens {
  /** Runs of the training text. */
  readonly calibration: readonly (readonly number[])[];
  /** Runs that the training did not see. */
  readonly heldOut: readonly (readonly number[])[];
  /** Texts with their tokens by bpe.py. */
  readonly encoded: readonly { readonly text: string; readonly ids: readonly number[] }[];
}

export function readTokens(): StorytellerTokens {
  return JSON.parse(readFileSync(new URL("tokens.json", import.meta.url), "utf8")) as StorytellerTokens;
}
