import type { Hasher } from "../hash/hasher.ts";
import { encodeProgram, LOG2_RECORD_BYTES } from "../program/encode-program.ts";
import type { Program } from "../program/program.ts";
import { bytesRoot, LEAF_TAG } from "./bytes-root.ts";
import { concatBytes } from "./concat-bytes.ts";

/** Root over a program's records, one leaf each: header, instructions, constants. */
export function programRoot(hasher: Hasher, program: Program): Uint8Array {
  const records = concatBytes(encodeProgram(program));
  return bytesRoot(hasher, records, { tag: LEAF_TAG.record, dtype: 0, log2Leaf: LOG2_RECORD_BYTES });
}
