import { Kernels } from "../kernels/kernels.ts";
import { type KernelPlan, prepareInstruction } from "../kernels/prepare-instruction.ts";
import { type Program, valueType } from "../program/program.ts";
import { byteLength } from "../program/tensor-type.ts";
import { concatBytes } from "../tree/concat-bytes.ts";
import { checkInput } from "./check-input.ts";
import type { ExecutableModel, Executor, Trace } from "./executor.ts";

/** Kernels may read, never write, this far past a tensor's end. */
const SLACK_BYTES = 32;

/** Runs a program by the WebAssembly kernels. All memory is reserved at creation. */
export class WebAssemblyExecutor implements Executor {
  readonly engine = "webassembly";
  readonly #program: Program;
  readonly #kernels: Kernels;
  readonly #values: readonly number[];
  readonly #steps: readonly (() => void)[];

  private constructor(model: ExecutableModel, kernels: Kernels) {
    const { program, constants } = model;
    this.#program = program;
    this.#kernels = kernels;
    const types = [program.input, ...program.instructions.map(({ output }) => output)];
    this.#values = types.map((type) => kernels.reserve(byteLength(type) + SLACK_BYTES));
    const plan: KernelPlan = { kernels, program, values: this.#values, constants };
    this.#steps = program.instructions.map((instruction, i) =>
      prepareInstruction(instruction, this.#values[i + 1], plan),
    );
  }

  /** @throws RangeError when the engine gives no more memory. */
  static async create(model: ExecutableModel): Promise<WebAssemblyExecutor> {
    return new WebAssemblyExecutor(model, await Kernels.create());
  }

  async run(input: Uint8Array): Promise<Uint8Array> {
    this.#execute(input);
    return this.#answer();
  }

  async trace(input: Uint8Array): Promise<Trace> {
    this.#execute(input);
    const tensors = this.#program.instructions.map((_, i) => this.#value(i + 1).slice());
    return { tensors, answer: this.#answer() };
  }

  #execute(input: Uint8Array): void {
    checkInput(this.#program, input);
    this.#value(0).set(input);
    for (const step of this.#steps) step();
  }

  #answer(): Uint8Array {
    return concatBytes(this.#program.outputs.map((value) => this.#value(value)));
  }

  #value(index: number): Uint8Array {
    return this.#kernels.view(this.#values[index], byteLength(valueType(this.#program, index)));
  }
}
