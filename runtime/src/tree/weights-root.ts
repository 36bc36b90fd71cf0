import type { Hasher } from "../hash/hasher.ts";
import { DTYPES } from "../program/dtype.ts";
import type { ConstantType } from "../program/program.ts";
import { bytesRoot, LEAF_TAG, type LeafFormat } from "./bytes-root.ts";
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
  checkConstants(types, constants);
  return listRoot(hasher, concatBytes(types.map((type, i) => constantRoot(hasher, type, constants[i]))));
}

function constantRoot(hasher: Hasher, type: ConstantType, bytes: Uint8Array): Uint8Array {
  const roots = Array.from({ length: committedRows(type) }, (_, row) =>
    bytesRoot(hasher, committedRow(type, bytes, row), constantFormat(type)),
  );
  return listRoot(hasher, concatBytes(roots));
}

/** Rows that a constant is the list of; a table counts as one, which is its own root. */
export function committedRows({ kind, rows }: ConstantType): number {
  return kind === "table" ? 1 : rows;
}

/** Bytes of one committed row. */
export function committedRow(type: ConstantType, bytes: Uint8Array, row: number): Uint8Array {
  if (type.kind === "table") return bytes;
  const size = rowByteLength(type.columns);
  return bytes.subarray(row * size, (row + 1) * size);
}

/** How a row of a constant is cut in leaves. */
export function constantFormat(type: ConstantType): LeafFormat {
  const { log2Leaf } = type;
  if (type.kind === "table") return { tag: LEAF_TAG.table, dtype: DTYPES[type.dtype].code, log2Leaf };
  return { tag: LEAF_TAG.row, dtype: DTYPES.int8.code, log2Leaf };
}

/** @throws RangeError when a constant is missing or has another length than its type says. */
export function checkConstants(types: readonly ConstantType[], constants: readonly Uint8Array[]): void {
  if (constants.length !== types.length) {
    throw new RangeError(`weights: expected ${types.length} constants, found ${constants.length}`);
  }
  types.forEach((type, i) => {
    const [expected, found] = [constantByteLength(type), constants[i].length];
    if (found !== expected) throw new RangeError(`constant: expected ${expected} bytes, found ${found}`);
  });
}
