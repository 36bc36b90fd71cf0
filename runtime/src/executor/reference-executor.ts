import { valueType } from "../program/program.ts";
import { decodeTensor, encodeTensor } from "../program/tensor-values.ts";
import { executeInstruction } from "../reference/execute-instruction.ts";
import { concatBytes } from "../tree/concat-bytes.ts";
import { type Rows, unpackRows } from "../tree/row-layout.ts";
import { checkInput } from "./check-input.ts";
import type { ExecutableModel, Executor, Trace } from "./executor.ts";

/** Runs a program by the definitions of `reference/`: slow, readable, the judge of every other executor. */
export class ReferenceExecutor implements Executor {
  readonly engine = "reference";
  readonly #model: ExecutableModel;
  readonly #constants: readonly Rows[];

  constructor(model: ExecutableModel) {
    this.#model = model;
    this.#constants = model.program.constants.map((type, i) => unpackRows(type, model.constants[i]));
  }

  async run(input: Uint8Array): Promise<Uint8Array> {
    return (await this.trace(input)).answer;
  }

  async trace(input: Uint8Array): Promise<Trace> {
    const { program } = this.#model;
    checkInput(program, input);
    const values = [decodeTensor(program.input.dtype, input)];
    for (const instruction of program.instructions) {
      values.push(executeInstruction(instruction, { program, values, constants: this.#constants }));
    }
    const bytes = values.map((value, i) => encodeTensor(valueType(program, i).dtype, value));
    return { tensors: bytes.slice(1), answer: concatBytes(program.outputs.map((value) => bytes[value])) };
  }
}
