import { SEED_BYTES } from "../executor/machine.ts";
import { fromHex, type Hex, toHex } from "../hash/hex.ts";
import { canonicalJson } from "./canonical-json.ts";
import { JsonReader } from "./json-reader.ts";

/** `golden/*.json`: one run that every executor must reproduce. */
export interface GoldenRun {
  readonly input: Uint8Array;
  /** Of a step program's run, and only of one: 16 bytes. */
  readonly seed?: Uint8Array;
  readonly answer: Uint8Array;
  readonly traceRoot: Hex;
}

/**
 * Reads a golden run.
 * @throws PackageError naming `path` and the member that is wrong.
 */
export function parseGolden(path: string, bytes: Uint8Array): GoldenRun {
  const reader = JsonReader.parseCanonical(path, bytes);
  const hasSeed = reader.members().seed !== undefined;
  const members = reader.object([
    ...(hasSeed ? (["seed"] as const) : []),
    ...(["input", "answer", "traceRoot"] as const),
  ]);
  return {
    input: fromHex(members.input.hex()),
    ...(hasSeed ? { seed: fromHex(members.seed.hex(SEED_BYTES)) } : {}),
    answer: fromHex(members.answer.hex()),
    traceRoot: members.traceRoot.hex(32),
  };
}

/** Bytes of a golden run's file. */
export function encodeGolden({ input, seed, answer, traceRoot }: GoldenRun): Uint8Array {
  return canonicalJson({
    input: toHex(input),
    ...(seed === undefined ? {} : { seed: toHex(seed) }),
    answer: toHex(answer),
    traceRoot,
  });
}
