import type { TensorType } from "../program/tensor-type.ts";
import { tensorFormat } from "../tree/tensor-root.ts";

const HEADER_BYTES = 32;

/** Header and data of a tensor's leaf; nothing past the tensor's end, where the node is EMPTY. */
export function leafPreimage(type: TensorType, bytes: Uint8Array, leaf: number): Uint8Array {
  const size = 2 ** type.log2Leaf;
  if (leaf * size >= bytes.length) return new Uint8Array(0);
  const { tag, dtype, log2Leaf } = tensorFormat(type);
  const preimage = new Uint8Array(HEADER_BYTES + size);
  preimage.set([tag, dtype, log2Leaf]);
  preimage.set(bytes.subarray(leaf * size, (leaf + 1) * size), HEADER_BYTES);
  return preimage;
}
