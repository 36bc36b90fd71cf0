import type { Hasher } from "../hash/hasher.ts";
import { DTYPES } from "../program/dtype.ts";
import type { ConstantType } from "../program/program.ts";
import { bytesRoot, LEAF_TAG } from "./bytes-root.ts";
import { concatBytes } from "./concat-bytes.ts";
import { listRoot } from "./list-root.ts";
import { constantByteLength, rowByteLength } from "./row-layout.ts";

/**
 * Root of all constants: the list of the constants' roots, each the list of its rows' roots, or the root of a table's
 * bytes. Every row of weights is therefore an aligned subtree that one path opens.
 * @param constants Committed bytes, in the order of `types`.
 * @throws RangeError when a constant has another length than its type says.
 */
export function weightsRoot(
  hasher: Hasher,
  types: readonly ConstantType[],
  constants: readonly Uint8Array[],
): Uint8Array {
  if (constants.length !== types.length) {
    throw new RangeError(`weights: expected ${types.length} constants, found ${constants.length}`);
  }
  return listRoot(hasher, concatBytes(types.map((type, i) => constantRoot(hasher, type, constants[i]))));
}

function constantRoot(hasher: Hasher, type: ConstantType, bytes: Uint8Array): Uint8Array {
  const expected = constantByteLength(type);
  if (bytes.length !== expected) throw new RangeError(`constant: expected ${expected} bytes, found ${bytes.length}`);
  if (type.kind === "table") {
    const { dtype, log2Leaf } = type;
    return bytesRoot(hasher, bytes, { tag: LEAF_TAG.table, dtype: DTYPES[dtype].code, log2Leaf });
  }
  const size = rowByteLength(type.columns);
  const format = { tag: LEAF_TAG.row, dtype: DTYPES.int8.code, log2Leaf: type.log2Leaf };
  const rows = Array.from({ length: type.rows }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  return listRoot(hasher, concatBytes(rows.map((row) => bytesRoot(hasher, row, format))));
}
