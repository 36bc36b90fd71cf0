import { fromHex, type Hex, toHex } from "../hash/hex.ts";
import { canonicalJson } from "./canonical-json.ts";
import { JsonReader } from "./json-reader.ts";

/** `golden/*.json`: one run that every executor must reproduce. */
export interface GoldenRun {
  readonly input: Uint8Array;
  readonly answer: Uint8Array;
  readonly traceRoot: Hex;
}

/**
 * Reads a golden run.
 * @throws PackageError naming `path` and the member that is wrong.
 */
export function parseGolden(path: string, bytes: Uint8Array): GoldenRun {
  const members = JsonReader.parseCanonical(path, bytes).object(["input", "answer", "traceRoot"]);
  return {
    input: fromHex(members.input.hex()),
    answer: fromHex(members.answer.hex()),
    traceRoot: members.traceRoot.hex(32),
  };
}

/** Bytes of a golden run's file. */
export function encodeGolden(run: GoldenRun): Uint8Array {
  return canonicalJson({ input: toHex(run.input), answer: toHex(run.answer), traceRoot: run.traceRoot });
}
