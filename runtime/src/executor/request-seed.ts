import { keccak_256 } from "@noble/hashes/sha3.js";
import { fromHex, type Hex } from "../hash/hex.ts";
import { concatBytes } from "../tree/concat-bytes.ts";
import { SEED_BYTES } from "./machine.ts";

const SALT_BYTES = 4;
const WORD_BYTES = 32;

/**
 * The seed of a request's run: the first bytes of `keccak256(abi.encodePacked(uint256 requestId, bytes4 seedSalt))`.
 * @param seedSalt The first four bytes of the hash of the request's block: nobody knew them when they asked.
 * @returns 16 bytes.
 * @throws RangeError for a request id of more than 256 bits or a salt of another length.
 */
export function requestSeed(requestId: bigint, seedSalt: Hex): Uint8Array {
  const id = requestId.toString(16).padStart(2 * WORD_BYTES, "0");
  const salt = fromHex(seedSalt);
  if (requestId < 0n || id.length !== 2 * WORD_BYTES) throw new RangeError(`requestId: ${requestId} is no uint256`);
  if (salt.length !== SALT_BYTES) throw new RangeError(`seedSalt: expected ${SALT_BYTES} bytes, found ${salt.length}`);
  return keccak_256(concatBytes([fromHex(`0x${id}`), salt])).slice(0, SEED_BYTES);
}
