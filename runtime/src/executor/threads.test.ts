import { describe, expect, it } from "vitest";
import { nodeThreads } from "../../testing/node-threads.ts";
import { Random } from "../../testing/random.ts";
import { int16, rowsType } from "../../testing/random-instruction.ts";
import { stepModel } from "../../testing/step-model.ts";
import { toHex } from "../hash/hex.ts";
import type { ConstantType, Instruction, Program } from "../program/program.ts";
import { byteLength } from "../program/tensor-type.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import { constantByteLength } from "../tree/row-layout.ts";
import { createDecoder } from "./create-decoder.ts";
import { createExecutor } from "./create-executor.ts";
import type { ExecutableModel } from "./executor.ts";
import { ProgramExecutor } from "./program-executor.ts";
import { selfTest } from "./self-test.ts";
import { ThreadError } from "./thread-pool.ts";
import { WebAssemblyMachine } from "./webassembly-machine.ts";

const PROGRAMS = 12;
const LIMITS = { low: -32767, high: 32767 } as const;

/** Every instruction that threads share, of random sizes, one after the other. */
function randomModel(random: Random): ExecutableModel {
  const [height, width, inputs] = [random.integer(1, 9), random.integer(1, 9), random.integer(1, 20)];
  const [channels, columns] = [random.integer(1, 40), random.integer(1, 70)];
  const kernel = { kernelHeight: 3, kernelWidth: 3, padTop: 1, padLeft: 1 };
  const window = { ...kernel, strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 };
  const rows = height * width;
  const constants: ConstantType[] = [
    rowsType(channels, 9 * inputs),
    rowsType(channels, 9),
    rowsType(columns, channels),
  ];
  const scale = { shift: 38, ...LIMITS } as const;
  const instructions: Instruction[] = [
    { op: "Conv2D", operands: [0], constant: 0, ...scale, ...window, output: int16(1, height, width, channels) },
    {
      op: "DepthwiseConv2D",
      operands: [1],
      constant: 1,
      ...scale,
      ...window,
      output: int16(1, height, width, channels),
    },
    { op: "Gemm", operands: [2], constant: 2, ...scale, output: int16(rows, columns) },
    { op: "MatMul", operands: [3, 3], multiplier: 2 ** 30, ...scale, output: int16(rows, rows) },
    { op: "Reshape", operands: [3], output: int16(rows, 1, columns) },
    { op: "MatMul", operands: [5, 5], multiplier: 2 ** 30, ...scale, output: int16(rows, 1, 1) },
  ];
  const program: Program = {
    input: int16(1, height, width, inputs),
    constants,
    instructions,
    outputs: [1, 2, 3, 4, 6],
  };
  return { program, constants: constants.map((type) => random.bytes(constantByteLength(type))) };
}

/** Some products of matrices that are work enough for two threads each. */
function bigModel(products: number): ExecutableModel {
  const size = 512;
  const gemm = (n: number): Instruction => ({
    ...{ op: "Gemm", operands: [n], constant: 0, shift: 40, ...LIMITS, output: int16(size, size) },
  });
  const program: Program = {
    ...{ input: int16(size, size), constants: [rowsType(size, size)], outputs: [products] },
    instructions: Array.from({ length: products }, (_, n) => gemm(n)),
  };
  return { program, constants: [new Uint8Array(constantByteLength(program.constants[0])).fill(3)] };
}

describe("threads", () => {
  it("give the same bits, however many and whoever computes", async () => {
    const seed = Random.seed();
    console.log(`threads: OPENIMO_SEED=${seed}`);
    const random = new Random(seed);
    for (let p = 0; p < PROGRAMS; p++) {
      const model = randomModel(random);
      const input = random.bytes(byteLength(model.program.input));
      const expected = toHex(await (await createExecutor(model, { engine: "reference" })).run(input));
      const count = 1 + (p % 3);
      const sharing = { partWork: 1, helps: p % 2 === 0 };
      const executor = new ProgramExecutor(await WebAssemblyMachine.create(model, nodeThreads(count), sharing));
      for (let run = 0; run < 5; run++) {
        expect(toHex(await executor.run(input)), `OPENIMO_SEED=${seed}, program ${p}, ${count} threads`).toBe(expected);
      }
      executor.dispose();
    }
  });

  it("decode alike", async () => {
    const shape = { vocabulary: 4000, size: 96, hidden: 64, layers: 1, heads: 2, keyHeads: 1 } as const;
    const loop = { stepLimit: 20, promptLimit: 4, tokenLimit: 16, stopToken: -1, token: "int32" } as const;
    const model = stepModel(new Random(4), { ...shape, ...loop, sampled: false, tied: true });
    const prompt = encodeTensor("int32", [1, 2, 3]);
    const alone = await (await createDecoder(model)).run(prompt);
    for (const count of [2, 3]) {
      const decoder = await createDecoder(model, { threads: nodeThreads(count) });
      expect(toHex(await decoder.run(prompt))).toBe(toHex(alone));
      decoder.dispose();
    }
  });

  it("pass the self-test", async () => {
    await selfTest(nodeThreads(3));
  });

  it("end with their executor", async () => {
    let ended = 0;
    const { count, spawn } = nodeThreads(3);
    const counted = async (start: Parameters<typeof spawn>[0]) => {
      const thread = await spawn(start);
      return {
        terminate: () => {
          ended++;
          return thread.terminate();
        },
      };
    };
    const executor = await createExecutor(bigModel(1), { threads: { count, spawn: counted } });
    executor.dispose();
    expect(ended).toBe(2);
  });

  it("are all ended when one does not start", async () => {
    let [started, ended] = [0, 0];
    const spawn = async () => {
      if (++started === 2) throw new Error("no more workers");
      return { terminate: () => ended++ };
    };
    await expect(createExecutor(bigModel(1), { threads: { count: 4, spawn } })).rejects.toThrow(ThreadError);
    expect([started, ended]).toEqual([3, 2]);
  });

  it("stop between instructions when the run is aborted", async () => {
    const model = bigModel(60);
    const input = new Uint8Array(byteLength(model.program.input)).fill(1);
    for (const threads of [undefined, nodeThreads(2)]) {
      const executor = await createExecutor(model, { threads });
      const aborter = new AbortController();
      const run = executor.run(input, { signal: aborter.signal });
      setTimeout(() => aborter.abort(), 1);
      await expect(run).rejects.toThrow("aborted");
      await expect(executor.run(input, { signal: aborter.signal })).rejects.toThrow("aborted");
      // What was aborted leaves nothing behind, and runs at the same time do not meet.
      const signal = new AbortController().signal;
      const [first, second] = await Promise.all([executor.run(input, { signal }), executor.run(input)]);
      expect(toHex(first)).toBe(toHex(second));
      executor.dispose();
    }
  });
});
