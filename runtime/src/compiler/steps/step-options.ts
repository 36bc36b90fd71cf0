import type { CompileProgress } from "../compile-options.ts";

/** A run that is published with the package. */
export interface GoldenPrompt {
  /** The prompt's text. */
  readonly text: string;
  /** 16 bytes. */
  readonly seed: Uint8Array;
}

export interface StepCompileOptions {
  readonly name: string;
  readonly description: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** Model card in Markdown, copied into the package. */
  readonly card: string;
  /** JSON of a tokenizer, by which a prompt's tokens are made of text; null where a token is a byte of it. */
  readonly tokenizer: Uint8Array | null;
  /** Most tokens of a prompt. The most steps are the rows of the file's caches. */
  readonly promptLimit: number;
  /** Most tokens of an answer. */
  readonly tokenLimit: number;
  /** Token that ends an answer; -1 for none. */
  readonly stopToken: number;
  /** Tokens are drawn at this temperature by the run's seed; left out, the best one is taken. */
  readonly temperature?: number;
  /** Runs as lists of their tokens, in whose course every value's range is noted. */
  readonly calibration: readonly (readonly number[])[];
  /** Held-out runs of at least two tokens each, for the parity report. */
  readonly evaluation: readonly (readonly number[])[];
  readonly golden?: readonly GoldenPrompt[];
  readonly thresholds: {
    /** The compile fails when the integer program's perplexity is more than this many times the float model's. */
    readonly perplexityRatio: number;
  };
  readonly onProgress?: CompileProgress;
}
