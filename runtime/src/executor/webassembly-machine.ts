import { Kernels } from "../kernels/kernels.ts";
import { type KernelPlan, prepareInstruction, type Run } from "../kernels/prepare-instruction.ts";
import { type Program, valueType } from "../program/program.ts";
import { byteLength } from "../program/tensor-type.ts";
import type { ExecutableModel } from "./executor.ts";
import { type Machine, SEED_BYTES } from "./machine.ts";

/** Kernels may read, never write, this far past a tensor's end. */
const SLACK_BYTES = 32;

/** Computes by the WebAssembly kernels. All memory is reserved at creation. */
export class WebAssemblyMachine implements Machine {
  readonly engine = "webassembly";
  readonly program: Program;
  readonly #kernels: Kernels;
  readonly #values: readonly number[];
  readonly #seed: number;
  readonly #runs: readonly Run[];

  private constructor({ program, constants }: ExecutableModel, kernels: Kernels) {
    this.program = program;
    this.#kernels = kernels;
    const types = [program.input, ...program.instructions.map(({ output }) => output)];
    this.#values = types.map((type) => kernels.reserve(byteLength(type) + SLACK_BYTES));
    this.#seed = kernels.reserve(SEED_BYTES);
    const plan: KernelPlan = { kernels, program, values: this.#values, constants, seed: this.#seed };
    this.#runs = program.instructions.map((instruction, i) =>
      prepareInstruction(instruction, this.#values[i + 1], plan),
    );
  }

  /** @throws RangeError when the engine gives no more memory. */
  static async create(model: ExecutableModel): Promise<WebAssemblyMachine> {
    return new WebAssemblyMachine(model, await Kernels.create());
  }

  read(value: number): Uint8Array {
    return this.#view(value).slice();
  }

  write(value: number, bytes: Uint8Array): void {
    this.#view(value).set(bytes);
  }

  setSeed(seed: Uint8Array): void {
    this.#kernels.view(this.#seed, SEED_BYTES).set(seed);
  }

  execute(step: number, instructions: readonly number[]): void {
    for (const index of instructions) this.#runs[index](step);
  }

  #view(value: number): Uint8Array {
    return this.#kernels.view(this.#values[value], byteLength(valueType(this.program, value)));
  }
}
