import { type Program, valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import { decodeTensor, encodeTensor } from "../program/tensor-values.ts";
import { executeInstruction } from "../reference/execute-instruction.ts";
import { type Rows, unpackRows } from "../tree/row-layout.ts";
import type { ExecutableModel } from "./executor.ts";
import { type Machine, SEED_BYTES } from "./machine.ts";

const NO_ROWS: Rows = { weights: new Int8Array(0), bias: new Int32Array(0), multipliers: new Uint32Array(0) };
const NO_TABLE = new Int32Array(0);

/** Computes by the definitions of `reference/`: slow, readable, the judge of every other machine. */
export class ReferenceMachine implements Machine {
  readonly engine = "reference";
  readonly program: Program;
  readonly #constants: readonly Rows[];
  readonly #tables: readonly Int32Array[];
  readonly #values: Int32Array[];
  #seed = new Uint32Array(SEED_BYTES / 4);

  constructor({ program, constants }: ExecutableModel) {
    this.program = program;
    // Each list has an entry for every constant, so that both are indexed alike.
    this.#constants = program.constants.map((type, i) =>
      type.kind === "rows" ? unpackRows(type, constants[i]) : NO_ROWS,
    );
    this.#tables = program.constants.map((type, i) =>
      type.kind === "table" ? decodeTensor(type.dtype, constants[i]) : NO_TABLE,
    );
    this.#values = [program.input, ...program.instructions.map(({ output }) => output)].map(
      (type) => new Int32Array(elementCount(type)),
    );
  }

  read(value: number): Uint8Array {
    return encodeTensor(valueType(this.program, value).dtype, this.#values[value]);
  }

  write(value: number, bytes: Uint8Array): void {
    this.#values[value] = decodeTensor(valueType(this.program, value).dtype, bytes);
  }

  setSeed(seed: Uint8Array): void {
    this.#seed = Uint32Array.from(decodeTensor("int32", seed));
  }

  dispose(): void {}

  execute(step: number, instructions: readonly number[]): void {
    const { program } = this;
    for (const index of instructions) {
      const previous = step === 0 ? null : this.#values[index + 1];
      this.#values[index + 1] = executeInstruction(program.instructions[index], {
        program,
        values: this.#values,
        constants: this.#constants,
        tables: this.#tables,
        step: { number: step, seed: this.#seed, previous },
      });
    }
  }
}
