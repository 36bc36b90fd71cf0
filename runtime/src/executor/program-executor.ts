import { concatBytes } from "../tree/concat-bytes.ts";
import { checkInput } from "./check-input.ts";
import type { Executor, RunOptions, Trace } from "./executor.ts";
import type { Machine } from "./machine.ts";
import { Pause } from "./pause.ts";
import { Turns } from "./turns.ts";

/** Runs a program without steps on a machine. */
export class ProgramExecutor implements Executor {
  readonly #machine: Machine;
  readonly #instructions: readonly number[];
  readonly #turns = new Turns();

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#instructions = machine.program.instructions.map((_, i) => i);
  }

  get engine() {
    return this.#machine.engine;
  }

  run(input: Uint8Array, options: RunOptions = {}): Promise<Uint8Array> {
    return this.#turns.take(async () => {
      await this.#execute(input, options);
      return this.#answer();
    });
  }

  trace(input: Uint8Array, options: RunOptions = {}): Promise<Trace> {
    return this.#turns.take(async () => {
      await this.#execute(input, options);
      return { tensors: this.#instructions.map((i) => this.#machine.read(i + 1)), answer: this.#answer() };
    });
  }

  dispose(): void {
    this.#machine.dispose();
  }

  async #execute(input: Uint8Array, { signal, onProgress }: RunOptions): Promise<void> {
    checkInput(this.#machine.program, input);
    const pause = new Pause(signal);
    this.#machine.write(0, input);
    for (const [i, instruction] of this.#instructions.entries()) {
      this.#machine.execute(0, [instruction]);
      if (!pause.due) continue;
      onProgress?.(i + 1, this.#instructions.length);
      await pause.take();
    }
  }

  #answer(): Uint8Array {
    return concatBytes(this.#machine.program.outputs.map((value) => this.#machine.read(value)));
  }
}
