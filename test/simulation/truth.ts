import { join } from "node:path";
import {
  createExecutor,
  createHasher,
  type Executor,
  encodeItems,
  type Hasher,
  type ModelPackage,
  toHex,
} from "@openimo/runtime";
import type { Hex } from "viem";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import type { Side } from "../../player/src/side.ts";
import { runTrace } from "../../runtime/src/dispute/claim-trace.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { Random } from "../../runtime/testing/random.ts";
import { disputedOf, tampered } from "../arena/players.ts";
import { root } from "../world/root.ts";
import type { Ask } from "./schedule.ts";

const INPUT_BYTES = 784;
const BATCH_ITEMS = 3;
/** A tensor and a byte of it from which nothing follows, and one of the scores, which are the answer's reason. */
const PIXEL = { instruction: 0, byte: 700 };
const SCORES = 2;

/** What the model really computes, and lies about it. */
export class Truth {
  readonly #model: ModelPackage;
  readonly #hasher: Hasher;
  readonly #executor: Executor;
  // Nobody computes the same twice in a run.
  readonly #inputs = new WeakMap<Ask, readonly Uint8Array[]>();
  readonly #answers = new WeakMap<Ask, Promise<Hex>>();
  readonly #lies = new WeakMap<Ask, Promise<Side>>();
  /** Runs go on beside each other, and an executor has one set of buffers. */
  #free: Promise<unknown> = Promise.resolve();

  private constructor(model: ModelPackage, hasher: Hasher, executor: Executor) {
    this.#model = model;
    this.#hasher = hasher;
    this.#executor = executor;
  }

  static async load(): Promise<Truth> {
    const { model } = await loadLocalPackage(join(root, "models/digits/package"));
    return new Truth(model, await createHasher(), await createExecutor(model));
  }

  inputsOf(ask: Ask): readonly Uint8Array[] {
    const known = this.#inputs.get(ask) ?? drawInputs(ask);
    this.#inputs.set(ask, known);
    return known;
  }

  answerTo(ask: Ask): Promise<Hex> {
    const known = this.#answers.get(ask) ?? this.#compute(ask);
    this.#answers.set(ask, known);
    return known;
  }

  async #compute(ask: Ask): Promise<Hex> {
    const answers: Uint8Array[] = [];
    for (const input of this.inputsOf(ask)) {
      answers.push(await this.#alone(async () => (await this.#executor.run(input)).slice()));
    }
    return toHex(ask.kind === "batch" ? encodeItems(answers) : answers[0]);
  }

  /** An answer of the right form that isn't the right one. */
  async lieAbout(ask: Ask): Promise<Hex> {
    const right = await this.answerTo(ask);
    return `${right.slice(0, -1)}${(Number.parseInt(right.at(-1) ?? "0", 16) ^ 1).toString(16)}` as Hex;
  }

  /** A side that has a trace for its wrong answer. */
  lyingSide(ask: Ask): Promise<Side> {
    const known = this.#lies.get(ask) ?? this.#lie(ask);
    this.#lies.set(ask, known);
    return known;
  }

  async #lie(ask: Ask): Promise<Side> {
    const [input] = this.inputsOf(ask);
    const disputed = disputedOf(this.#hasher, this.#model, input, new Uint8Array(16));
    const kept = await this.#alone(async () => {
      const { tensors } = await this.#executor.trace(input);
      return tensors.map((bytes) => bytes.slice());
    });
    const wrong = tampered(tampered(kept, PIXEL.instruction, PIXEL.byte), SCORES, ask.inputSeed % 10);
    const answer = concatBytes(disputed.program.outputs.map((value) => wrong[value - 1]));
    return { disputed, trace: runTrace(this.#hasher, disputed.program, wrong), answer };
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#free.then(work);
    this.#free = done.catch(() => undefined);
    return done;
  }

  dispose(): void {
    this.#executor.dispose();
  }
}

function drawInputs({ kind, inputSeed }: Ask): Uint8Array[] {
  const random = new Random(inputSeed);
  return Array.from({ length: kind === "batch" ? BATCH_ITEMS : 1 }, () => random.bytes(INPUT_BYTES));
}
