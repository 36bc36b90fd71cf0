import type { Hasher } from "../hash/hasher.ts";
import { DTYPES } from "../program/dtype.ts";
import { byteLength, type TensorType } from "../program/tensor-type.ts";
import { bytesRoot, LEAF_TAG, type LeafFormat } from "./bytes-root.ts";
import { bytesTree } from "./bytes-tree.ts";
import type { MerkleTree } from "./merkle-tree.ts";

/**
 * Root of a tensor of a trace.
 * @param bytes The tensor's values, row-major, little-endian.
 * @throws RangeError when `bytes` has another length than the type says.
 */
export function tensorRoot(hasher: Hasher, type: TensorType, bytes: Uint8Array): Uint8Array {
  checkLength(type, bytes);
  return bytesRoot(hasher, bytes, tensorFormat(type));
}

/** The tree whose root is `tensorRoot`, with the same parameters and errors; the bytes must not change. */
export function tensorTree(hasher: Hasher, type: TensorType, bytes: Uint8Array): MerkleTree {
  checkLength(type, bytes);
  return bytesTree(hasher, bytes, tensorFormat(type));
}

/** How a tensor of a trace is cut in leaves. */
export function tensorFormat({ dtype, log2Leaf }: TensorType): LeafFormat {
  return { tag: LEAF_TAG.tensor, dtype: DTYPES[dtype].code, log2Leaf };
}

function checkLength(type: TensorType, bytes: Uint8Array): void {
  const expected = byteLength(type);
  if (bytes.length !== expected) throw new RangeError(`tensor: expected ${expected} bytes, found ${bytes.length}`);
}
