import type { ExecutableModel } from "../src/executor/executor.ts";
import type { ConstantType, Instruction, Program } from "../src/program/program.ts";
import type { TensorType } from "../src/program/tensor-type.ts";
import { encodeTensor } from "../src/program/tensor-values.ts";
import { packRows } from "../src/tree/row-layout.ts";
import type { Random } from "./random.ts";

/** Shape of a decoder in the manner of Llama. */
export interface StepModelShape {
  readonly vocabulary: number;
  readonly size: number;
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyHeads: number;
  readonly stepLimit: number;
  readonly promptLimit: number;
  readonly tokenLimit: number;
  readonly stopToken: number;
  readonly token: "uint8" | "int32";
  /** Samples with a seed; takes the best token otherwise. */
  readonly sampled: boolean;
  /** The scores take the embedding's weights. */
  readonly tied: boolean;
}

const LIMITS = { low: -32767, high: 32767 } as const;
/** 1.0 after a normalisation. */
const UNIT = 4096;
/** What a Gemm's outputs are scaled to, about. */
const REACH = 1000;
const GEMM_SHIFT = 42;
/** Standard deviation of weights that are uniform from -127 to 127. */
const WEIGHT_SPREAD = 73;
const EXP2_SCALE = { multiplier: 2 ** 30, shift: 32 } as const;

/** A random decoder whose values are of a useful size in every layer. Its constants are random, its program is not. */
export function stepModel(random: Random, shape: StepModelShape): ExecutableModel {
  return new StepModelBuilder(random, shape).build();
}

class StepModelBuilder {
  readonly #random: Random;
  readonly #shape: StepModelShape;
  readonly #types: ConstantType[] = [];
  readonly #constants: Uint8Array[] = [];
  readonly #instructions: Instruction[] = [];

  constructor(random: Random, shape: StepModelShape) {
    this.#random = random;
    this.#shape = shape;
  }

  build(): ExecutableModel {
    const { vocabulary, size, layers, stepLimit, promptLimit, tokenLimit, stopToken, token, sampled, tied } =
      this.#shape;
    const embedding = this.#rows(vocabulary, size);
    let x = this.#add({
      ...{ op: "Gather", operands: [0], constant: embedding, shift: 43 },
      output: int16([1, size]),
    });
    for (let layer = 0; layer < layers; layer++) x = this.#mlp(this.#attention(x));
    const scores = tied ? embedding : this.#rows(vocabulary, size);
    const logits = this.#gemmWith(this.#norm(x), scores, vocabulary, GEMM_SHIFT);
    const output: TensorType = { dtype: "int32", shape: [1], log2Leaf: 8 };
    const next = sampled
      ? this.#add({
          op: "Sample",
          operands: [logits],
          constant: this.#gumbel(),
          multiplier: 2 ** 30,
          shift: 32,
          output,
        })
      : this.#add({ op: "ArgMax", operands: [logits], output });
    const program: Program = {
      input: output,
      constants: this.#types,
      instructions: this.#instructions,
      outputs: [next],
      loop: { prompt: { dtype: token, shape: [promptLimit], log2Leaf: 8 }, stepLimit, tokenLimit, stopToken },
    };
    return { program, constants: this.#constants };
  }

  #attention(x: number): number {
    const { size, heads, keyHeads, stepLimit } = this.#shape;
    const headSize = size / heads;
    const keySize = keyHeads * headSize;
    const normed = this.#norm(x);
    const table = this.#ropeTable(headSize);
    const rope = (value: number, width: number) =>
      this.#add({ op: "Rope", operands: [value], constant: table, output: int16([1, width]) });
    const q = rope(this.#gemm(normed, size, size), size);
    const k = rope(this.#gemm(normed, size, keySize), keySize);
    const v = this.#gemm(normed, size, keySize);
    const keys = this.#add({ op: "CacheAppend", operands: [k], axis: 0, output: int16([stepLimit, keySize]) });
    const values = this.#add({ op: "CacheAppend", operands: [v], axis: 1, output: int16([keySize, stepLimit]) });
    const perHead = int16([heads, stepLimit]);
    const scores = this.#add({
      ...{ op: "AttentionScores", operands: [q, keys], multiplier: 2 ** 30, shift: 42 },
      output: perHead,
    });
    const most = this.#add({ op: "RowMax", operands: [scores], output: int16([heads]) });
    const powers = this.#add({ op: "ExpShift", operands: [scores, most], ...EXP2_SCALE, output: perHead });
    const sums = this.#add({ op: "RowSum", operands: [powers], output: int32([heads]) });
    const p = this.#add({ op: "SoftmaxNormalise", operands: [powers, sums], output: perHead });
    const mixed = this.#add({
      ...{ op: "AttentionMix", operands: [p, values], multiplier: 2 ** 30, shift: 45 },
      output: int16([1, size]),
    });
    return this.#residual(x, this.#gemm(mixed, size, size));
  }

  #mlp(x: number): number {
    const { size, hidden } = this.#shape;
    const normed = this.#norm(x);
    const gate = this.#gemm(normed, size, hidden);
    const up = this.#gemm(normed, size, hidden);
    const active = this.#add({ op: "Lut", operands: [gate], constant: this.#silu(), output: int16([1, hidden]) });
    const product = this.#add({
      ...{ op: "Mul", operands: [active, up], multiplier: 2 ** 30, shift: 39, ...LIMITS },
      output: int16([1, hidden]),
    });
    return this.#residual(x, this.#gemm(product, hidden, size));
  }

  #residual(x: number, y: number): number {
    const multipliers = { leftMultiplier: 2 ** 29, rightMultiplier: 2 ** 29 } as const;
    return this.#add({
      ...{ op: "Add", operands: [x, y], ...multipliers, shift: 29, ...LIMITS },
      output: int16([1, this.#shape.size]),
    });
  }

  #norm(x: number): number {
    const { size } = this.#shape;
    const squares = this.#add({ op: "RowSumSq", operands: [x], centred: 0, output: int32([1, 2]) });
    const reciprocal = this.#add({ op: "SqrtReciprocal", operands: [squares], epsilon: 1000, output: int32([1, 2]) });
    const gamma = this.#rows(size, 1, 64);
    return this.#add({
      ...{ op: "NormApply", operands: [x, reciprocal], constant: gamma, shift: 40, ...LIMITS },
      output: int16([1, size]),
    });
  }

  #gemm(x: number, columns: number, channels: number): number {
    return this.#gemmWith(x, this.#rows(channels, columns), channels, GEMM_SHIFT);
  }

  #gemmWith(x: number, constant: number, channels: number, shift: number): number {
    return this.#add({ op: "Gemm", operands: [x], constant, shift, ...LIMITS, output: int16([1, channels]) });
  }

  #add(instruction: Instruction): number {
    return this.#instructions.push(instruction);
  }

  #rows(rows: number, columns: number, weight?: number): number {
    const multiplier = Math.round((2 ** GEMM_SHIFT * REACH) / (UNIT * WEIGHT_SPREAD * Math.sqrt(columns)));
    const type = { kind: "rows", rows, columns, log2Leaf: 8 } as const;
    this.#types.push(type);
    this.#constants.push(
      packRows(type, {
        weights: Int8Array.from({ length: rows * columns }, () => weight ?? this.#random.integer(-127, 127)),
        bias: Int32Array.from({ length: rows }, () => this.#random.integer(-1000, 1000)),
        multipliers: new Uint32Array(rows).fill(weight === undefined ? multiplier : 2 ** 30),
      }),
    );
    return this.#types.length - 1;
  }

  #table(rows: number, values: readonly number[]): number {
    this.#types.push({ kind: "table", dtype: "int16", rows, columns: values.length / rows, log2Leaf: 8 });
    this.#constants.push(encodeTensor("int16", values));
    return this.#types.length - 1;
  }

  #ropeTable(headSize: number): number {
    const { stepLimit } = this.#shape;
    const values = Array.from({ length: stepLimit * headSize }, (_, i) => {
      const [position, column] = [Math.floor(i / headSize), i % headSize];
      const angle = position / 10000 ** ((column & ~1) / headSize);
      return Math.round(32767 * (column % 2 === 0 ? Math.cos(angle) : Math.sin(angle)));
    });
    return this.#table(stepLimit, values);
  }

  #silu(): number {
    const at = (i: number) => ((i - 256) * 128) / 1024;
    return this.#table(
      1,
      Array.from({ length: 513 }, (_, i) =>
        Math.max(-32767, Math.min(32767, Math.round((1024 * at(i)) / (1 + Math.exp(-at(i)))))),
      ),
    );
  }

  #gumbel(): number {
    return this.#table(
      1,
      Array.from({ length: 8192 }, () => this.#random.integer(-2000, 12000)),
    );
  }
}

const int16 = (shape: number[]): TensorType => ({ dtype: "int16", shape, log2Leaf: 8 });
const int32 = (shape: number[]): TensorType => ({ dtype: "int32", shape, log2Leaf: 8 });
