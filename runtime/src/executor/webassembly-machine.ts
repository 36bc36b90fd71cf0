import { Kernels } from "../kernels/kernels.ts";
import { callKernel, type PartedRun } from "../kernels/parted-run.ts";
import { type KernelPlan, prepareInstruction, type Run } from "../kernels/prepare-instruction.ts";
import { type Program, valueType } from "../program/program.ts";
import { byteLength } from "../program/tensor-type.ts";
import type { ExecutableModel } from "./executor.ts";
import { type Machine, SEED_BYTES } from "./machine.ts";
import { type ThreadOptions, ThreadPool } from "./thread-pool.ts";

/** Kernels may read, never write, this far past a tensor's end. */
const SLACK_BYTES = 32;
/** Multiplications in some microseconds: several times what it takes to tell another thread. */
const PART_WORK = 2 ** 17;

/** How a machine shares its work; tests make it share more than is worth it. */
export interface SharingOptions {
  /** Multiplications that a thread takes at least. */
  readonly partWork?: number;
  /** Whether the calling thread computes parts too. */
  readonly helps?: boolean;
}

/** Computes by the WebAssembly kernels, big instructions on several threads. All memory is reserved at creation. */
export class WebAssemblyMachine implements Machine {
  readonly engine = "webassembly";
  readonly program: Program;
  readonly #kernels: Kernels;
  readonly #values: readonly number[];
  readonly #seed: number;
  readonly #prepared: readonly (Run | PartedRun)[];
  readonly #helps: boolean;
  #runs: readonly Run[];
  #pool: ThreadPool | null = null;

  private constructor({ program, constants }: ExecutableModel, kernels: Kernels, partWork: number, helps: boolean) {
    this.program = program;
    this.#kernels = kernels;
    this.#helps = helps;
    const types = [program.input, ...program.instructions.map(({ output }) => output)];
    this.#values = types.map((type) => kernels.reserve(byteLength(type) + SLACK_BYTES));
    this.#seed = kernels.reserve(SEED_BYTES);
    const plan: KernelPlan = { kernels, program, values: this.#values, constants, seed: this.#seed, partWork };
    this.#prepared = program.instructions.map((instruction, i) =>
      prepareInstruction(instruction, this.#values[i + 1], plan),
    );
    this.#runs = this.#prepared.map((prepared) =>
      typeof prepared === "function" ? prepared : oneThread(prepared, kernels),
    );
  }

  /**
   * Stays at one thread where memory cannot be shared, and where no instruction is work enough for two.
   * @throws RangeError when the engine gives no more memory.
   * @throws ThreadError when a thread does not start.
   */
  static async create(
    model: ExecutableModel,
    threads?: ThreadOptions,
    { partWork = PART_WORK, helps = true }: SharingOptions = {},
  ): Promise<WebAssemblyMachine> {
    if (threads === undefined || threads.count < 2 || typeof SharedArrayBuffer === "undefined") {
      return new WebAssemblyMachine(model, await Kernels.create(), Number.POSITIVE_INFINITY, true);
    }
    const machine = new WebAssemblyMachine(model, await Kernels.create(true), partWork, helps);
    await machine.#share(threads, partWork);
    return machine;
  }

  async #share(threads: ThreadOptions, partWork: number): Promise<void> {
    const shared = this.#prepared.map((prepared) => (isShared(prepared, partWork) ? prepared : null));
    if (shared.every((prepared) => prepared === null)) return;
    const pool = await ThreadPool.create(
      this.#kernels,
      shared.map((prepared) => prepared?.calls ?? []),
      threads,
    );
    this.#pool = pool;
    this.#runs = this.#runs.map((run, stage) => {
      const prepared = shared[stage];
      if (prepared === null) return run;
      return () => {
        prepared.before();
        pool.run(stage, this.#helps);
      };
    });
  }

  dispose(): void {
    this.#pool?.dispose();
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

function oneThread({ before, calls }: PartedRun, kernels: Kernels): Run {
  return () => {
    before();
    for (const call of calls) callKernel(kernels.functions, call);
  };
}

/** Whether an instruction's calls are work enough for two. */
function isShared(prepared: Run | PartedRun, partWork: number): prepared is PartedRun {
  return typeof prepared !== "function" && prepared.calls.length > 1 && prepared.work >= 2 * partWork;
}
