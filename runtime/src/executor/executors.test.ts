import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { Random } from "../../testing/random.ts";
import { toHex } from "../hash/hex.ts";
import type { Instruction, Program } from "../program/program.ts";
import { byteLength, elementCount, type TensorType } from "../program/tensor-type.ts";
import { constantByteLength } from "../tree/row-layout.ts";
import type { ExecutableModel } from "./executor.ts";
import { InputError } from "./input-error.ts";
import { selfTest } from "./self-test.ts";
import { selfTestModel } from "./self-test-model.ts";

const PROGRAMS = 500;
const INPUTS_PER_PROGRAM = 50;

/** A random valid program; its constants are random bytes, so that every bound may lie. */
function randomModel(random: Random): ExecutableModel {
  const log2Leaf = random.integer(6, 10);
  const rows = random.integer(1, 6);
  const input: TensorType = {
    dtype: random.pick(["uint8", "int16"] as const),
    shape: [rows, random.integer(1, 90)],
    log2Leaf: 8,
  };
  const constants: Program["constants"][number][] = [];
  const instructions: Instruction[] = [];
  let type = { ...input, log2Leaf };
  for (let step = random.integer(1, 5); step > 0; step--) {
    const low = random.pick([-32767, 0, random.integer(-32767, 32767)]);
    const high = random.pick([32767, random.integer(low, 32767)]);
    const operands = [instructions.length] as const;
    if (type.dtype === "int16" && random.unit() < 0.7) {
      const columns = elementCount(type) / rows;
      const channels = random.integer(1, 12);
      constants.push({ kind: "rows", rows: channels, columns, log2Leaf });
      const output: TensorType = { dtype: "int16", shape: [rows, channels], log2Leaf };
      const shift = random.integer(32, 62);
      instructions.push({ op: "Gemm", operands, constant: constants.length - 1, shift, low, high, output });
      type = output;
    } else {
      type = { ...type, dtype: "int16" };
      instructions.push({ op: "Clamp", operands, low, high, output: type });
    }
  }
  const output: TensorType = { dtype: "int32", shape: [rows], log2Leaf };
  instructions.push({ op: "ArgMax", operands: [instructions.length], output });
  const count = instructions.length;
  const program: Program = { input, constants, instructions, outputs: [count, count - 1, 1] };
  return { program, constants: constants.map((constant) => random.bytes(constantByteLength(constant))) };
}

describe("executors", () => {
  it("agree on random programs with random constants and inputs", { timeout: 60_000 }, async () => {
    const seed = Random.seed();
    console.log(`executors: OPENIMO_SEED=${seed}`);
    const random = new Random(seed);
    for (let p = 0; p < PROGRAMS; p++) {
      const model = randomModel(random);
      const [reference, kernels] = await bothEngines(model);
      for (let i = 0; i < INPUTS_PER_PROGRAM; i++) {
        const input = random.bytes(byteLength(model.program.input));
        const [expected, found] = [await reference.trace(input), await kernels.trace(input)];
        const same =
          toHex(found.answer) === toHex(expected.answer) &&
          found.tensors.every((tensor, n) => toHex(tensor) === toHex(expected.tensors[n]));
        if (!same) expect({ seed, p, i, ...found }).toEqual({ seed, p, i, ...expected });
      }
    }
  });

  it("refuse an input of another length", async () => {
    const model = selfTestModel();
    const length = byteLength(model.program.input);
    for (const executor of await bothEngines(model)) {
      for (const wrong of [0, length - 1, length + 1]) {
        await expect(executor.run(new Uint8Array(wrong)), executor.engine).rejects.toThrow(InputError);
      }
      await expect(executor.run(new Uint8Array(length))).resolves.toHaveLength(2 * 4 + 14 * 2 + 175 * 2 + 513 * 2);
    }
  });

  it("refuse a constant of another length", async () => {
    const model = selfTestModel();
    const constants = [model.constants[0].subarray(1), model.constants[1]];
    await expect(bothEngines({ ...model, constants })).rejects.toThrow("constant 0: expected");
    await expect(bothEngines({ ...model, constants: [] })).rejects.toThrow("constant 0: expected");
  });

  it("do not carry anything from one run to the next", async () => {
    for (const executor of await bothEngines(selfTestModel())) {
      const [a, b] = [new Uint8Array(90).fill(7), new Uint8Array(90).fill(200)];
      const first = await executor.run(a);
      const kept = toHex(first);
      const other = await executor.run(b);
      expect(toHex(other), executor.engine).not.toBe(kept);
      expect(toHex(first), executor.engine).toBe(kept);
      expect(toHex(await executor.run(a)), executor.engine).toBe(kept);
    }
  });

  it("pass the self-test", async () => {
    await expect(selfTest()).resolves.toBeUndefined();
  });
});
