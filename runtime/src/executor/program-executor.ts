import { concatBytes } from "../tree/concat-bytes.ts";
import { checkInput } from "./check-input.ts";
import type { Executor, Trace } from "./executor.ts";
import type { Machine } from "./machine.ts";

/** Runs a program without steps on a machine. */
export class ProgramExecutor implements Executor {
  readonly #machine: Machine;
  readonly #instructions: readonly number[];

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#instructions = machine.program.instructions.map((_, i) => i);
  }

  get engine() {
    return this.#machine.engine;
  }

  async run(input: Uint8Array): Promise<Uint8Array> {
    this.#execute(input);
    return this.#answer();
  }

  async trace(input: Uint8Array): Promise<Trace> {
    this.#execute(input);
    return { tensors: this.#instructions.map((i) => this.#machine.read(i + 1)), answer: this.#answer() };
  }

  #execute(input: Uint8Array): void {
    checkInput(this.#machine.program, input);
    this.#machine.write(0, input);
    this.#machine.execute(0, this.#instructions);
  }

  #answer(): Uint8Array {
    return concatBytes(this.#machine.program.outputs.map((value) => this.#machine.read(value)));
  }
}
