import { describe, expect, it } from "vitest";
import { ENGINES } from "../../testing/both-engines.ts";
import { Random } from "../../testing/random.ts";
import { type StepModelShape, stepModel } from "../../testing/step-model.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { toHex } from "../hash/hex.ts";
import type { Program } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { decodeTensor, encodeTensor } from "../program/tensor-values.ts";
import { concatBytes } from "../tree/concat-bytes.ts";
import { decodeTraceRoot } from "../tree/decode-trace-root.ts";
import { EMPTY } from "../tree/empty.ts";
import { listRoot } from "../tree/list-root.ts";
import { tensorRoot } from "../tree/tensor-root.ts";
import { traceRoot } from "../tree/trace-root.ts";
import { createDecoder } from "./create-decoder.ts";
import { createExecutor } from "./create-executor.ts";
import { createMachine } from "./create-machine.ts";
import type { ExecutableModel } from "./executor.ts";
import { InputError } from "./input-error.ts";
import { selfTestModel } from "./self-test-model.ts";

const SMALL: StepModelShape = {
  ...{ vocabulary: 61, size: 24, hidden: 20, layers: 2, heads: 4, keyHeads: 2 },
  ...{ stepLimit: 13, promptLimit: 5, tokenLimit: 10, stopToken: -1, token: "int32", sampled: false, tied: false },
};
const MODELS = 12;

/** Of the model and the seed below: they change only with the arithmetic, the records or the trees. */
const PINNED = [
  {
    sampled: false,
    expected: "0xce3885729420f2d9036ebf9ce8526db0e331856193eec0ef3378515959f12b4b",
    answer: [11, 24, 13, 55, 40, 11, 24, 13, 55, 40],
  },
  {
    sampled: true,
    expected: "0xd82b901d460cdb783f7094b6540d327581be54911e75da534cd1339dd4c62c4e",
    answer: [0, 15, 33, 29, 14, 16, 13, 48, 42, 34],
  },
];

const tokens = (...values: number[]) => encodeTensor("int32", values);
const model = (change: Partial<StepModelShape> = {}) => stepModel(new Random(5), { ...SMALL, ...change });
const decoders = (of: ExecutableModel) => Promise.all(ENGINES.map((engine) => createDecoder(of, { engine })));

function randomShape(random: Random): StepModelShape {
  const keyHeads = random.integer(1, 3);
  const heads = keyHeads * random.integer(1, 3);
  const stepLimit = random.integer(4, 14);
  return {
    ...{ keyHeads, heads, stepLimit, size: heads * 2 * random.integer(1, 6), hidden: random.integer(1, 40) },
    ...{ vocabulary: random.integer(2, 300), layers: random.integer(1, 3), promptLimit: random.integer(1, 4) },
    ...{ tokenLimit: random.integer(1, stepLimit), stopToken: random.integer(-1, 5) },
    ...{ token: random.pick(["uint8", "int32"] as const), sampled: random.unit() < 0.5, tied: random.unit() < 0.5 },
  };
}

describe("decoders", () => {
  it("agree on random models, greedy and sampled, down to the trace", { timeout: 60_000 }, async () => {
    const seed = Random.seed();
    console.log(`decoders: OPENIMO_SEED=${seed}`);
    const random = new Random(seed);
    const hasher = await createHasher();
    for (let m = 0; m < MODELS; m++) {
      const shape = randomShape(random);
      const candidate = stepModel(random, shape);
      const length = random.integer(1, shape.promptLimit);
      // One token in ten is out of the vocabulary.
      const prompt = encodeTensor(
        shape.token,
        Array.from({ length }, () => random.integer(0, Math.min(255, Math.floor(shape.vocabulary * 1.1)))),
      );
      const options = { seed: random.bytes(16) };
      const [reference, kernels] = await decoders(candidate);
      const [expected, found] = [await reference.trace(prompt, options), await kernels.trace(prompt, options)];
      expect({ seed, m, answer: toHex(found.answer), steps: found.steps }).toEqual({
        ...{ seed, m, answer: toHex(expected.answer), steps: expected.steps },
      });
      expect(toHex(await kernels.run(prompt, options))).toBe(toHex(expected.answer));
      const roots = [expected, found].map((trace) => decodeTraceRoot(hasher, candidate.program, trace));
      expect(toHex(await roots[1]), `OPENIMO_SEED=${seed}, model ${m}`).toBe(toHex(await roots[0]));
    }
  });

  it("give the trace root that is pinned here", async () => {
    const hasher = await createHasher();
    for (const { sampled, expected, answer } of PINNED) {
      const pinned = model({ sampled });
      const seed = Uint8Array.from({ length: 16 }, (_, i) => i);
      for (const decoder of await decoders(pinned)) {
        const trace = await decoder.trace(tokens(3, 17, 40), { seed });
        const root = toHex(await decodeTraceRoot(hasher, pinned.program, trace));
        expect({ root, answer: [...decodeTensor("int32", trace.answer)] }, decoder.engine).toEqual({
          root: expected,
          answer,
        });
      }
    }
  });

  it("sample by the seed, and only where the program samples", async () => {
    for (const [sampled, least] of [
      [true, 8],
      [false, 1],
    ] as const) {
      const [, decoder] = await decoders(model({ sampled }));
      const answers = new Set<string>();
      for (let i = 0; i < 10; i++) {
        const seed = Uint8Array.from({ length: 16 }, (_, k) => (k === i ? 1 : 0));
        answers.add(toHex(await decoder.run(tokens(3, 17, 40), { seed })));
        expect(toHex(await decoder.run(tokens(3, 17, 40), { seed }))).toBe([...answers].at(-1));
      }
      expect(answers.size).toBeGreaterThanOrEqual(least);
      if (!sampled) expect(answers.size).toBe(1);
    }
  });

  it("end at the stop token, which is no part of the answer", async () => {
    const seed = new Uint8Array(16).fill(9);
    const [free] = await decoders(model({ sampled: true }));
    const all = [...decodeTensor("int32", await free.run(tokens(1, 2), { seed }))];
    expect(all).toHaveLength(10);
    for (const stopToken of new Set(all)) {
      const end = all.indexOf(stopToken);
      for (const decoder of await decoders(model({ sampled: true, stopToken }))) {
        const trace = await decoder.trace(tokens(1, 2), { seed });
        expect([...decodeTensor("int32", trace.answer)], decoder.engine).toEqual(all.slice(0, end));
        expect(trace.steps).toBe(2 + end);
        expect(decodeTensor("int32", trace.end[0])).toEqual(Int32Array.of(end));
        expect([...decodeTensor("int32", trace.end[1])]).toEqual([...all.slice(0, end), ...Array(10 - end).fill(0)]);
      }
    }
  });

  it("go on after token -1 where there is no stop token", async () => {
    const token: TensorType = { dtype: "int32", shape: [1], log2Leaf: 8 };
    const program: Program = {
      input: token,
      constants: [{ kind: "table", dtype: "int32", rows: 1, columns: 1, log2Leaf: 8 }],
      instructions: [{ op: "Constant", operands: [], constant: 0, output: token }],
      outputs: [1],
      loop: { prompt: token, stepLimit: 5, tokenLimit: 3, stopToken: -1 },
    };
    for (const decoder of await decoders({ program, constants: [encodeTensor("int32", [-1])] })) {
      const trace = await decoder.trace(tokens(7));
      expect([...decodeTensor("int32", trace.answer)], decoder.engine).toEqual([-1, -1, -1]);
      expect(trace.steps).toBe(3);
    }
  });

  it("end at the limit of tokens and of steps", async () => {
    for (const decoder of await decoders(model())) {
      expect((await decoder.trace(tokens(1, 2))).steps, decoder.engine).toBe(11);
      const long = await decoder.trace(tokens(1, 2, 3, 4, 5));
      expect([long.steps, long.answer.length], decoder.engine).toEqual([13, 9 * 4]);
    }
    for (const decoder of await decoders(model({ tokenLimit: 1 }))) {
      const trace = await decoder.trace(tokens(7));
      expect([trace.steps, trace.answer.length], decoder.engine).toEqual([1, 4]);
    }
  });

  it("tell each token when it is known", async () => {
    for (const decoder of await decoders(model())) {
      const told: number[] = [];
      const answer = await decoder.run(tokens(1, 2), { onToken: (token) => told.push(token) });
      expect(told).toEqual([...decodeTensor("int32", answer)]);
    }
  });

  it("refuse a prompt without a token or too long, and a seed of another length", async () => {
    for (const decoder of await decoders(model())) {
      for (const length of [0, 1, 21, 24]) {
        await expect(decoder.run(new Uint8Array(length)), decoder.engine).rejects.toThrow(InputError);
      }
      await expect(decoder.run(new Uint8Array(3))).rejects.toThrow("expected 4 to 20 bytes, found 3");
      await expect(decoder.run(tokens(1), { seed: new Uint8Array(15) })).rejects.toThrow("seed: expected 16");
    }
  });

  it("ignore the rest of a prompt after its last whole token", async () => {
    for (const decoder of await decoders(model())) {
      const [whole, rest] = [tokens(1, 2), new Uint8Array(11).fill(0xff)];
      rest.set(whole);
      expect(await decoder.run(rest), decoder.engine).toEqual(await decoder.run(whole));
    }
  });

  it("are not executors, nor executors decoders", async () => {
    await expect(createDecoder(selfTestModel())).rejects.toThrow("expected a program with steps");
    await expect(createExecutor(model())).rejects.toThrow("expected a program without steps");
  });
});

describe("the trace of a run with steps", () => {
  it("can be had step by step, in any order, whatever ran in between", async () => {
    const candidate = model({ sampled: true });
    const seed = new Uint8Array(16).fill(3);
    for (const engine of ENGINES) {
      const decoder = await createDecoder(candidate, { engine });
      const trace = await decoder.trace(tokens(3, 17), { seed });
      const machine = await createMachine(candidate, { engine });
      machine.setSeed(seed);
      const instructions = candidate.program.instructions.map((_, i) => i);
      const given = [3, 17, ...decodeTensor("int32", trace.answer)].slice(0, trace.steps);
      const expected = given.map((token, step) => {
        machine.write(0, tokens(token));
        machine.execute(step, instructions);
        return instructions.map((i) => toHex(machine.read(i + 1)));
      });
      for (const step of [5, 0, trace.steps - 1, 1, 5]) {
        expect((await trace.tensors(step)).map(toHex), `${engine}, step ${step}`).toEqual(expected[step]);
        await decoder.run(tokens(60), { seed: new Uint8Array(16) });
      }
      await expect(trace.tensors(trace.steps)).rejects.toThrow(RangeError);
      await expect(trace.tensors(-1)).rejects.toThrow(RangeError);
    }
  });

  it("has the steps, then EMPTY slots, then the end", async () => {
    const candidate = model({ stepLimit: 7, tokenLimit: 3 });
    const hasher = await createHasher();
    const [, decoder] = await decoders(candidate);
    const trace = await decoder.trace(tokens(3, 17));
    expect(trace.steps).toBe(4);
    const slots: Uint8Array[] = [];
    for (let step = 0; step < 4; step++) slots.push(traceRoot(hasher, candidate.program, await trace.tensors(step)));
    const answer = await decoder.run(tokens(3, 17));
    const end = listRoot(
      hasher,
      concatBytes([
        tensorRoot(hasher, { dtype: "int32", shape: [1], log2Leaf: 8 }, tokens(3)),
        tensorRoot(hasher, { dtype: "int32", shape: [3], log2Leaf: 8 }, answer),
      ]),
    );
    const root = listRoot(hasher, concatBytes([...slots, EMPTY, EMPTY, EMPTY, end]));
    expect(toHex(await decodeTraceRoot(hasher, candidate.program, trace))).toBe(toHex(root));
  });
});
