import { createHasher } from "../hash/create-hasher.ts";
import { toHex } from "../hash/hex.ts";
import { byteLength } from "../program/tensor-type.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import { createDecoder } from "./create-decoder.ts";
import { createExecutor } from "./create-executor.ts";
import { type Machine, SEED_BYTES } from "./machine.ts";
import { ProgramExecutor } from "./program-executor.ts";
import { selfTestModel } from "./self-test-model.ts";
import { selfTestSteps } from "./self-test-steps.ts";
import type { ThreadOptions } from "./thread-pool.ts";
import { WebAssemblyMachine } from "./webassembly-machine.ts";

/** This engine computes something else than the definition: nothing that it says may be posted or believed. */
export class SelfTestError extends Error {
  override readonly name = "SelfTestError";
}

/** keccak256 of the empty message and of "abc", from the Keccak team's known answers. */
const KNOWN_HASHES = {
  "": "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
  abc: "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
};
/** Enough runs for an engine to replace its first, quickly made code by optimised code. */
const RUNS = 300;
/** Different inputs among them: the reference is slow. */
const INPUTS = 10;
const DECODER_RUNS = 40;

/**
 * Compares the WebAssembly kernels with the reference on small programs with every instruction, often enough to meet
 * both of the engine's compilers. Takes some milliseconds.
 * @param threads Tests these too: once with the calling thread's help and once without, so that each way is met.
 * @throws SelfTestError at the first difference.
 * @throws ThreadError when a thread does not start.
 */
export async function selfTest(threads?: ThreadOptions): Promise<void> {
  const hasher = await createHasher();
  for (const [message, expected] of Object.entries(KNOWN_HASHES)) {
    const found = toHex(hasher.hash(new TextEncoder().encode(message)));
    if (found !== expected) throw new SelfTestError(`keccak256("${message}"): expected ${expected}, found ${found}`);
  }
  const model = selfTestModel();
  const reference = await createExecutor(model, { engine: "reference" });
  const inputs = Array.from({ length: INPUTS }, (_, n) =>
    Uint8Array.from({ length: byteLength(model.program.input) }, (_, i) => (i * 61 + n * 37) % 256),
  );
  const answers = await Promise.all(inputs.map(async (input) => toHex(await reference.run(input))));
  const compare = async (machine: Machine) => {
    const kernels = new ProgramExecutor(machine);
    try {
      for (let run = 0; run < RUNS; run++) {
        const expected = answers[run % INPUTS];
        const found = toHex(await kernels.run(inputs[run % INPUTS]));
        if (found !== expected) throw new SelfTestError(`run ${run}: expected ${expected}, found ${found}`);
      }
    } finally {
      kernels.dispose();
    }
  };
  await compare(await WebAssemblyMachine.create(model));
  for (const helps of threads === undefined ? [] : [true, false]) {
    await compare(await WebAssemblyMachine.create(model, threads, { partWork: 1, helps }));
  }
  await selfTestDecoder();
}

async function selfTestDecoder(): Promise<void> {
  const model = selfTestSteps();
  const reference = await createDecoder(model, { engine: "reference" });
  const kernels = await createDecoder(model);
  for (let run = 0; run < DECODER_RUNS; run++) {
    const prompt = encodeTensor("int32", [run, 3 * run]);
    const seed = new Uint8Array(SEED_BYTES).fill(run);
    const expected = toHex(await reference.run(prompt, { seed }));
    const found = toHex(await kernels.run(prompt, { seed }));
    if (found !== expected) throw new SelfTestError(`decoder run ${run}: expected ${expected}, found ${found}`);
  }
}
