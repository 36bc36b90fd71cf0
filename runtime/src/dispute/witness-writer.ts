import { DTYPES } from "../program/dtype.ts";
import { type ConstantType, type Instruction, valueType } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { decodeTensor } from "../program/tensor-values.ts";
import { concatBytes } from "../tree/concat-bytes.ts";
import { INPUT_LOG2_LEAF, inputTree } from "../tree/input-hash.ts";
import type { MerkleTree } from "../tree/merkle-tree.ts";
import { rowByteLength } from "../tree/row-layout.ts";
import { committedRow } from "../tree/weights-root.ts";
import type { WitnessSource } from "./witness-source.ts";

const TOKEN_BYTES = 4;

/**
 * Writes the witness of a fault proof: the bytes that `Witness.sol` reads, in the order that it reads them. Each method is the
 * counterpart of the function of the same name there.
 */
export class WitnessWriter {
  readonly step: number;
  readonly index: number;
  readonly instruction: Instruction;
  readonly source: WitnessSource;
  readonly #parts: Uint8Array[] = [];
  readonly #openedOperands = new Set<number>();
  #constantIsOpen = false;
  #stepIsOpen = false;
  #inputTree: MerkleTree | null = null;

  /** @param index Index of the instruction that the proof is about. */
  constructor(source: WitnessSource, step: number, index: number) {
    this.source = source;
    this.step = step;
    this.index = index;
    this.instruction = source.program.instructions[index];
  }

  /** The program's type of an operand. */
  operandType(place: number): TensorType {
    return valueType(this.source.program, this.instruction.operands[place]);
  }

  /** The values of an operand, for plans that choose what to show. */
  operandValues(place: number): ReturnType<typeof decodeTensor> {
    return decodeTensor(this.operandType(place).dtype, this.#operandBytes(place));
  }

  /** Type of the instruction's constant. */
  get constantType(): ConstantType {
    return this.source.program.constants[this.#constant];
  }

  /** Elements `first` to before `first + count` of operand `place`. */
  operand(place: number, first: number, count: number): void {
    const value = this.instruction.operands[place];
    if (value === 0) {
      this.#inputValue(first, count);
      return;
    }
    this.#tensorRun(this.step, value - 1, first, count);
    if (!this.#openedOperands.has(place)) this.#openTensor(this.step, value - 1);
    this.#openedOperands.add(place);
  }

  /** The same of what instruction `index` gave in the step before. */
  previousOutput(index: number, first: number, count: number): void {
    this.#tensorRun(this.step - 1, index, first, count);
    this.#openTensor(this.step - 1, index);
  }

  /** A row of the instruction's constant. */
  row(row: number): void {
    const { weights, constants } = this.source;
    const type = this.constantType;
    if (type.kind !== "rows") throw new TypeError("the constant is no rows");
    const bytes = committedRow(type, constants[this.#constant], row);
    const leaves = Math.ceil(rowByteLength(type.columns) / 2 ** type.log2Leaf);
    this.#range(weights.row(this.#constant, row), bytes, type.log2Leaf, 0, leaves);
    this.#parts.push(...weights.rows(this.#constant).open(row).siblings);
    this.#openConstant();
  }

  /** The head of a row of the instruction's constant, and the block that a column's weight is in. */
  rowBlock(row: number, column: number): void {
    const { weights, constants } = this.source;
    const type = this.constantType;
    if (type.kind !== "rows") throw new TypeError("the constant is no rows");
    const bytes = committedRow(type, constants[this.#constant], row);
    const tree = weights.row(this.#constant, row);
    const leaf = Math.floor((rowByteLength(column + 1) - 1) / 2 ** type.log2Leaf);
    for (const shown of new Set([0, leaf])) this.#range(tree, bytes, type.log2Leaf, shown, 1);
    this.#parts.push(...weights.rows(this.#constant).open(row).siblings);
    this.#openConstant();
  }

  /** Elements of the instruction's constant, which is a table. */
  table(first: number, count: number): void {
    const type = this.constantType;
    if (type.kind !== "table") throw new TypeError("the constant is no table");
    const tree = this.source.weights.row(this.#constant, 0);
    const bytes = this.source.constants[this.#constant];
    this.#run(tree, bytes, { log2Leaf: type.log2Leaf, elementBytes: DTYPES[type.dtype].bytes }, first, count);
    this.#openConstant();
  }

  /** A number below 2^32 that the prover chooses. */
  choice(value: number): void {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value);
    this.#parts.push(bytes);
  }

  /** The number of the prompt's bytes, and the root of its leaves. */
  promptTokens(): void {
    this.choice(this.source.input.length);
    this.#parts.push(this.#input.root);
  }

  finish(): Uint8Array {
    return concatBytes(this.#parts);
  }

  get #constant(): number {
    if (!("constant" in this.instruction)) throw new TypeError(`${this.instruction.op} has no constant`);
    return this.instruction.constant;
  }

  #operandBytes(place: number): Uint8Array {
    const value = this.instruction.operands[place];
    if (value > 0) return this.source.step(this.step).tensors[value - 1];
    return this.source.program.loop === undefined ? this.source.input : this.#token();
  }

  /** Bytes of the token that this step is given. */
  #token(): Uint8Array {
    const { loop, outputs } = this.source.program;
    if (loop === undefined) throw new TypeError("a program without steps has no tokens");
    const { bytes } = DTYPES[loop.prompt.dtype];
    if (this.step >= Math.floor(this.source.input.length / bytes)) {
      return this.source.step(this.step - 1).tensors[outputs[0] - 1];
    }
    const token = new Uint8Array(TOKEN_BYTES);
    token.set(this.source.input.subarray(this.step * bytes, (this.step + 1) * bytes));
    return token;
  }

  #inputValue(first: number, count: number): void {
    const { program, input } = this.source;
    if (program.loop === undefined) {
      const { bytes } = DTYPES[program.input.dtype];
      this.#inputRun(first * bytes, count * bytes);
      return;
    }
    const { bytes } = DTYPES[program.loop.prompt.dtype];
    if (this.step < Math.floor(input.length / bytes)) {
      this.choice(input.length);
      this.#inputRun(this.step * bytes, bytes);
      if (bytes === 1) this.#parts.push(this.#token());
      return;
    }
    this.promptTokens();
    this.previousOutput(program.outputs[0] - 1, 0, 1);
  }

  get #input(): MerkleTree {
    this.#inputTree ??= inputTree(this.source.hasher, this.source.input);
    return this.#inputTree;
  }

  #inputRun(first: number, count: number): void {
    this.#run(this.#input, this.source.input, { log2Leaf: INPUT_LOG2_LEAF, elementBytes: 1 }, first, count);
  }

  #openTensor(step: number, index: number): void {
    const { tensors } = this.source.step(step).tree;
    this.#parts.push(...tensors.open(index).siblings);
    if (this.source.slots === null) return;
    if (step === this.step) {
      if (this.#stepIsOpen) return;
      this.#stepIsOpen = true;
    }
    this.#parts.push(...this.source.slots.open(step).siblings);
  }

  #openConstant(): void {
    if (this.#constantIsOpen) return;
    this.#constantIsOpen = true;
    const { constants } = this.source.weights;
    this.#parts.push(...constants.open(this.#constant).siblings);
  }

  #tensorRun(step: number, index: number, first: number, count: number): void {
    const type = this.source.program.instructions[index].output;
    const bytes = this.source.step(step).tensors[index];
    const layout = { log2Leaf: type.log2Leaf, elementBytes: DTYPES[type.dtype].bytes };
    this.#run(this.source.step(step).tree.tensor(index), bytes, layout, first, count);
  }

  #run(
    tree: MerkleTree,
    bytes: Uint8Array,
    { log2Leaf, elementBytes }: { readonly log2Leaf: number; readonly elementBytes: number },
    first: number,
    count: number,
  ): void {
    const leaf = Math.floor((first * elementBytes) / 2 ** log2Leaf);
    const last = Math.floor(((first + count) * elementBytes - 1) / 2 ** log2Leaf);
    this.#range(tree, bytes, log2Leaf, leaf, last + 1 - leaf);
  }

  /** Leaves, without the zeros that fill up the last one, and the siblings of their run. */
  #range(tree: MerkleTree, bytes: Uint8Array, log2Leaf: number, first: number, count: number): void {
    this.#parts.push(bytes.slice(first * 2 ** log2Leaf, (first + count) * 2 ** log2Leaf));
    let [from, to] = [first, first + count];
    for (let level = 0; level < tree.depth; level++) {
      if (from % 2 === 1) this.#parts.push(tree.node(level, --from));
      if (to % 2 === 1) this.#parts.push(tree.node(level, to++));
      [from, to] = [from / 2, to / 2];
    }
  }
}
