import type { Hasher } from "../hash/hasher.ts";
import { concatBytes } from "./concat-bytes.ts";

/** keccak256(programRoot ‖ weightsRoot): names a model by its content. */
export function modelHash(hasher: Hasher, programRoot: Uint8Array, weightsRoot: Uint8Array): Uint8Array {
  return hasher.hash(concatBytes([programRoot, weightsRoot]));
}
