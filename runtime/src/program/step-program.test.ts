import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { stepModel } from "../../testing/step-model.ts";
import { toHex } from "../hash/hex.ts";
import { encodeProgram } from "./encode-program.ts";
import type { Program, StepLoop } from "./program.ts";
import { validateProgram } from "./validate-program.ts";

const { program } = stepModel(new Random(1), {
  ...{ vocabulary: 9, size: 8, hidden: 4, layers: 1, heads: 2, keyHeads: 1 },
  ...{ stepLimit: 6, promptLimit: 3, tokenLimit: 4, stopToken: 2, token: "uint8", sampled: false, tied: true },
});
const loop = program.loop as StepLoop;
const withLoop = (change: Partial<StepLoop>): Program => ({ ...program, loop: { ...loop, ...change } });

describe("step programs", () => {
  it("are valid", () => validateProgram(program));

  it.each<[wrong: string, program: Program, message: string]>([
    ["no steps", withLoop({ stepLimit: 0 }), "loop.stepLimit"],
    ["more than 4096 steps", withLoop({ stepLimit: 4097 }), "loop.stepLimit: expected an integer from 1 to 4096"],
    ["caches of another length", withLoop({ stepLimit: 7 }), "expected a row for every position"],
    ["no token", withLoop({ tokenLimit: 0 }), "loop.tokenLimit"],
    ["more tokens than steps", withLoop({ tokenLimit: 7 }), "loop.tokenLimit"],
    ["a stop token of -2", withLoop({ stopToken: -2 }), "loop.stopToken"],
    ["a stop token beyond int32", withLoop({ stopToken: 2 ** 31 }), "loop.stopToken"],
    [
      "a prompt in int16",
      withLoop({ prompt: { ...loop.prompt, dtype: "int16" } }),
      "loop.prompt: expected uint8 or int32",
    ],
    ["a prompt longer than the steps", withLoop({ prompt: { ...loop.prompt, shape: [7] } }), "loop.prompt.shape"],
    ["a prompt in rows", withLoop({ prompt: { ...loop.prompt, shape: [1, 3] } }), "loop.prompt.shape.length"],
    ["an input of two tokens", { ...program, input: { ...program.input, shape: [2] } }, "input: expected shape [1]"],
    ["an input in uint8", { ...program, input: { ...program.input, dtype: "uint8" } }, "input: expected int32"],
    ["two outputs", { ...program, outputs: [program.outputs[0], 1] }, "outputs.length"],
    ["an output that is no token", { ...program, outputs: [1] }, "outputs[0]: expected int32"],
    ["steps without a loop", { ...program, loop: undefined }, "expected a program with steps"],
  ])("with %s are refused", (_, wrong, message) => {
    expect(() => validateProgram(wrong)).toThrow(message);
  });

  it("have a record of the loop after a header of their own version", () => {
    const records = encodeProgram(program);
    expect(records).toHaveLength(2 + program.instructions.length + program.constants.length);
    const words = (record: Uint8Array) => {
      const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
      return Array.from({ length: 16 }, (_, i) => Number(view.getBigInt64(32 * i + 24)));
    };
    expect(words(records[0])[0]).toBe(2);
    const promptType = (1n << 136n) | (8n << 128n) | (3n << 96n);
    expect(BigInt(toHex(records[1].subarray(0, 32)))).toBe(promptType);
    expect(words(records[1]).slice(1)).toEqual([6, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});
