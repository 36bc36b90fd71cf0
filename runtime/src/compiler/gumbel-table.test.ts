import { expect, it } from "vitest";
import { createMachine } from "../executor/create-machine.ts";
import type { Program } from "../program/program.ts";
import { decodeTensor, encodeTensor } from "../program/tensor-values.ts";
import { gumbelTable } from "./gumbel-table.ts";

const STEPS = 4096;
const SEEDS = 5;

it("is within int16 and falls with every part of a power of two", () => {
  const table = gumbelTable(1024);
  expect(table.every((entry) => entry > -2000 && entry < 32767)).toBe(true);
  expect(table.every((entry, i) => i % 256 === 0 || entry <= table[i - 1])).toBe(true);
});

it("makes a Sample follow the softmax of its logits", async () => {
  const nats = [0, 1, 2, -1, 0.5, -3];
  const program: Program = {
    input: { dtype: "int32", shape: [1], log2Leaf: 8 },
    constants: [
      { kind: "table", dtype: "int16", rows: 1, columns: nats.length, log2Leaf: 8 },
      { kind: "table", dtype: "int16", rows: 1, columns: 8192, log2Leaf: 8 },
    ],
    instructions: [
      { op: "Constant", operands: [], constant: 0, output: { dtype: "int16", shape: [nats.length], log2Leaf: 8 } },
      {
        ...{ op: "Sample", operands: [1], constant: 1, multiplier: 2 ** 20, shift: 20 },
        output: { dtype: "int32", shape: [1], log2Leaf: 8 },
      },
    ],
    outputs: [2],
    loop: {
      prompt: { dtype: "int32", shape: [1], log2Leaf: 8 },
      ...{ stepLimit: STEPS, tokenLimit: 1, stopToken: -1 },
    },
  };
  const logits = nats.map((nat) => Math.round(1024 * nat));
  const constants = [encodeTensor("int16", logits), encodeTensor("int16", gumbelTable(1024))];
  const machine = await createMachine({ program, constants }, {});
  const counts = nats.map(() => 0);
  for (let seed = 0; seed < SEEDS; seed++) {
    machine.setSeed(encodeTensor("int32", [seed, 0, 0, 7]));
    for (let step = 0; step < STEPS; step++) {
      machine.execute(step, [0, 1]);
      counts[decodeTensor("int32", machine.read(2))[0]]++;
    }
  }
  const total = nats.reduce((sum, nat) => sum + Math.exp(nat), 0);
  const draws = STEPS * SEEDS;
  // Pearson's statistic of 6 classes: above 20.5 with a probability of 0.001. The seeds are fixed.
  const statistic = nats.reduce((sum, nat, i) => {
    const expected = (draws * Math.exp(nat)) / total;
    return sum + (counts[i] - expected) ** 2 / expected;
  }, 0);
  expect(statistic).toBeLessThan(20.5);
});
