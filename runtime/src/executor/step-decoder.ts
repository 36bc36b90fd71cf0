import type { CacheAppendInstruction } from "../instructions/cache-append.ts";
import { DTYPES } from "../program/dtype.ts";
import type { StepLoop } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import { decodeTensor, encodeTensor } from "../program/tensor-values.ts";
import type { DecodeOptions, Decoder, DecodeTrace } from "./decoder.ts";
import { InputError } from "./input-error.ts";
import { type Machine, SEED_BYTES } from "./machine.ts";
import { Pause } from "./pause.ts";
import { Turns } from "./turns.ts";

const INPUT = 0;
const INT16_BYTES = DTYPES.int16.bytes;

/** All that is needed to compute any step of a run again. */
interface FinishedRun {
  readonly seed: Uint8Array;
  /** The token that each step was given. */
  readonly given: readonly number[];
  /** The tokens of the answer. */
  readonly tokens: readonly number[];
}

/** Repeats a step program on a machine. */
export class StepDecoder implements Decoder {
  readonly #machine: Machine;
  readonly #loop: StepLoop;
  readonly #turns = new Turns();
  readonly #all: readonly number[];
  /** The instructions that later steps depend on: all that a step of the prompt needs to compute. */
  readonly #lasting: readonly number[];

  constructor(machine: Machine, loop: StepLoop) {
    this.#machine = machine;
    this.#loop = loop;
    this.#all = machine.program.instructions.map((_, i) => i);
    this.#lasting = lastingInstructions(machine);
  }

  get engine() {
    return this.#machine.engine;
  }

  run(prompt: Uint8Array, options: DecodeOptions = {}): Promise<Uint8Array> {
    return this.#turns.take(async () => this.#encode((await this.#decode(prompt, options)).tokens));
  }

  trace(prompt: Uint8Array, options: DecodeOptions = {}): Promise<DecodeTrace> {
    return this.#turns.take(() => this.#trace(prompt, options));
  }

  dispose(): void {
    this.#machine.dispose();
  }

  async #trace(prompt: Uint8Array, options: DecodeOptions): Promise<DecodeTrace> {
    const run = await this.#decode(prompt, options);
    // A cache is only appended to: the last one has all earlier ones in it.
    const caches = this.#caches().map((cache) => ({ ...cache, bytes: this.#machine.read(cache.value) }));
    const answer = this.#encode(run.tokens);
    const padded = Uint8Array.from({ length: this.#loop.tokenLimit * this.#tokenBytes }, (_, i) => answer[i] ?? 0);
    return {
      answer,
      steps: run.given.length,
      end: [encodeTensor("int32", [run.tokens.length]), padded],
      tensors: (step) =>
        this.#turns.take(async () => {
          if (!(step in run.given)) throw new RangeError(`step ${step} of a run of ${run.given.length}`);
          this.#machine.setSeed(run.seed);
          for (const { value, bytes, axis } of caches) this.#machine.write(value, earlierSteps(bytes, axis, step));
          await this.#step(step, run.given[step], this.#all, new Pause());
          return this.#all.map((i) => this.#machine.read(i + 1));
        }),
    };
  }

  async #decode(prompt: Uint8Array, options: DecodeOptions): Promise<FinishedRun> {
    const { seed = new Uint8Array(SEED_BYTES), onToken, signal } = options;
    const { stepLimit, tokenLimit, stopToken } = this.#loop;
    const given = this.#promptTokens(prompt);
    if (seed.length !== SEED_BYTES) throw new RangeError(`seed: expected ${SEED_BYTES} bytes, found ${seed.length}`);
    const pause = new Pause(signal);
    this.#machine.setSeed(seed);
    const tokens: number[] = [];
    for (let step = 0; step < given.length; step++) {
      if (step < given.length - 1) {
        await this.#step(step, given[step], this.#lasting, pause);
        continue;
      }
      const token = await this.#step(step, given[step], this.#all, pause);
      // With -1 there is no stop token: not even token -1, which an instruction may give, ends the run.
      if (token >= 0 && token === stopToken) break;
      tokens.push(token);
      onToken?.(token);
      if (tokens.length < tokenLimit && given.length < stepLimit) given.push(token);
    }
    return { seed: seed.slice(), given, tokens };
  }

  /** Computes one step; returns the token that it gives, if that was computed. */
  async #step(step: number, token: number, instructions: readonly number[], pause: Pause): Promise<number> {
    const machine = this.#machine;
    machine.write(INPUT, encodeTensor("int32", [token]));
    for (const instruction of instructions) {
      machine.execute(step, [instruction]);
      if (pause.due) await pause.take();
    }
    return decodeTensor("int32", machine.read(machine.program.outputs[0]))[0];
  }

  #promptTokens(prompt: Uint8Array): number[] {
    const type = this.#loop.prompt;
    const most = elementCount(type) * this.#tokenBytes;
    if (prompt.length < this.#tokenBytes || prompt.length > most) {
      throw new InputError(most, prompt.length, this.#tokenBytes);
    }
    // A contract checks the length only: what is no whole token is ignored.
    const wholeTokens = prompt.length - (prompt.length % this.#tokenBytes);
    return [...decodeTensor(type.dtype, prompt.subarray(0, wholeTokens))];
  }

  #encode(tokens: readonly number[]): Uint8Array {
    return encodeTensor(this.#loop.prompt.dtype, tokens);
  }

  get #tokenBytes(): number {
    return DTYPES[this.#loop.prompt.dtype].bytes;
  }

  #caches(): { value: number; axis: Axis }[] {
    return this.#machine.program.instructions.flatMap((instruction, i) =>
      instruction.op === "CacheAppend" ? [{ value: i + 1, axis: axisOf(instruction) }] : [],
    );
  }
}

/** How a cache's bytes are laid out by steps. */
interface Axis {
  /** Runs of all steps, one after the other. */
  readonly runs: number;
  readonly bytesPerStep: number;
}

function axisOf({ axis, output }: CacheAppendInstruction): Axis {
  const [rows, columns] = output.shape;
  return axis === 0 ? { runs: 1, bytesPerStep: columns * INT16_BYTES } : { runs: rows, bytesPerStep: INT16_BYTES };
}

/** A cache as it was before a step: what came later is zero. */
function earlierSteps(cache: Uint8Array, { runs, bytesPerStep }: Axis, step: number): Uint8Array {
  const bytes = new Uint8Array(cache.length);
  const runBytes = cache.length / runs;
  for (let start = 0; start < cache.length; start += runBytes) {
    bytes.set(cache.subarray(start, start + step * bytesPerStep), start);
  }
  return bytes;
}

/** The caches and all that they are computed from, in order. */
function lastingInstructions({ program: { instructions } }: Machine): number[] {
  const needed = new Set<number>();
  for (let i = instructions.length - 1; i >= 0; i--) {
    if (instructions[i].op !== "CacheAppend" && !needed.has(i + 1)) continue;
    needed.add(i + 1);
    for (const value of instructions[i].operands) needed.add(value);
  }
  return instructions.flatMap((_, i) => (needed.has(i + 1) ? [i] : []));
}
