import type { Hasher } from "../hash/hasher.ts";
import type { ConstantType } from "../program/program.ts";
import { bytesRoot } from "./bytes-root.ts";
import { bytesTree } from "./bytes-tree.ts";
import { concatBytes } from "./concat-bytes.ts";
import { MerkleTree } from "./merkle-tree.ts";
import { joinOpenings, type Opening } from "./opening.ts";
import { checkConstants, committedRow, committedRows, constantFormat } from "./weights-root.ts";

/** The tree whose root is `weightsRoot`: constants, their rows, the rows' leaves. A table counts as one row. */
export class WeightsTree {
  /** Over the constants' roots. */
  readonly constants: MerkleTree;
  readonly #hasher: Hasher;
  readonly #types: readonly ConstantType[];
  readonly #bytes: readonly Uint8Array[];
  readonly #rows: readonly MerkleTree[];

  /**
   * @param constants Committed bytes, in the order of `types`; they must not change.
   * @throws RangeError when a constant is missing or has another length than its type says.
   */
  constructor(hasher: Hasher, types: readonly ConstantType[], constants: readonly Uint8Array[]) {
    checkConstants(types, constants);
    this.#hasher = hasher;
    this.#types = types;
    this.#bytes = constants;
    this.#rows = types.map((type, i) => rowsTree(hasher, type, constants[i]));
    this.constants = MerkleTree.ofHashes(hasher, concatBytes(this.#rows.map(({ root }) => root)));
  }

  get root(): Uint8Array {
    return this.constants.root;
  }

  /** Over the roots of a constant's rows. */
  rows(constant: number): MerkleTree {
    const rows = this.#rows[constant];
    if (rows === undefined) throw new RangeError(`weights: no constant ${constant}`);
    return rows;
  }

  /** Over the leaves of one row. */
  row(constant: number, row: number): MerkleTree {
    const type = this.#types[constant];
    if (type === undefined || !(row >= 0 && row < committedRows(type))) {
      throw new RangeError(`weights: no row ${row} of constant ${constant}`);
    }
    return bytesTree(this.#hasher, committedRow(type, this.#bytes[constant], row), constantFormat(type));
  }

  /**
   * Opens a leaf of a row, or its aligned run `index` of 2^level leaves, from the root of all weights.
   * @throws RangeError when there is no such constant, row or run.
   */
  open(constant: number, row: number, index: number, level = 0): Opening {
    const leaves = this.row(constant, row).open(index, level);
    return joinOpenings([leaves, this.rows(constant).open(row), this.constants.open(constant)]);
  }
}

function rowsTree(hasher: Hasher, type: ConstantType, bytes: Uint8Array): MerkleTree {
  const format = constantFormat(type);
  return new MerkleTree(hasher, {
    count: committedRows(type),
    hashes: (from, to) => {
      const rows = Array.from({ length: to - from }, (_, i) => committedRow(type, bytes, from + i));
      return concatBytes(rows.map((row) => bytesRoot(hasher, row, format)));
    },
  });
}
