import type { ExecutableModel } from "../executor/executor.ts";
import type { Hex } from "../hash/hex.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import type { Manifest } from "./manifest.ts";

/** A package whose every file was read and checked. */
export interface ModelPackage extends ExecutableModel {
  readonly manifest: Manifest;
  /** Recomputed from the program and the weights, not read. */
  readonly modelHash: Hex;
  readonly programRoot: Hex;
  readonly weightsRoot: Hex;
  /** 512 bytes each: header, instructions, constants. What a registry validates and a dispute opens. */
  readonly records: readonly Uint8Array[];
  /** README.md, the model card. */
  readonly card: string;
  /** What makes tokens of text, or null where the package needs none. */
  readonly tokenizer: Tokenizer | null;
}
