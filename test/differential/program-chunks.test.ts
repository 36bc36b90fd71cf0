import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RecordRun, type ValidateCall, validateProgramCalls } from "../../runtime/src/dispute/program-chunks.ts";
import { recordWords } from "../../runtime/src/dispute/record-words.ts";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import type { Manifest } from "../../runtime/src/package/manifest.ts";
import { programOf } from "../../runtime/src/package/manifest-program.ts";
import { DTYPES } from "../../runtime/src/program/dtype.ts";
import { encodeProgram } from "../../runtime/src/program/encode-program.ts";
import type { Program } from "../../runtime/src/program/program.ts";
import { byteLength } from "../../runtime/src/program/tensor-type.ts";
import { validateProgram } from "../../runtime/src/program/validate-program.ts";
import { treeDepth } from "../../runtime/src/tree/merkle-tree.ts";
import { Random } from "../../runtime/testing/random.ts";
import { stepModel } from "../../runtime/testing/step-model.ts";
import { mobileNet } from "../bench/mobile-net.ts";
import { root } from "../world/story.ts";
import { startValidationWorld, type ValidationWorld } from "./validation-world.ts";

const MOST_RECORD_GAS = 15_000;
const TRANSACTION_GAS = 21_000;
/** A slot that was zero before, and is read for the first time. */
const NEW_SLOT_GAS = 22_100;
const CALL_GAS = 11_000_000;

function shippedModels(): [string, Program][] {
  const folder = process.env.OPENIMO_MODELS ?? join(root, "models");
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name, "package/manifest.json");
    return existsSync(path) ? [[name, programOf(JSON.parse(readFileSync(path, "utf8")) as Manifest)]] : [];
  });
}

const decoder = (layers: number) =>
  stepModel(new Random(layers), {
    ...{
      vocabulary: 300,
      size: 16,
      hidden: 24,
      heads: 4,
      keyHeads: 2,
      layers,
      token: "uint8",
      sampled: true,
      tied: true,
    },
    ...{ stepLimit: 40, promptLimit: 12, tokenLimit: 20, stopToken: 2 },
  }).program;

const PROGRAMS: [string, Program][] = [
  ...shippedModels(),
  ["mobile-net", mobileNet().model.program],
  ["decoder", decoder(3)],
];

/** As many instructions and constants as there may be; each instruction reads the one before and a constant. */
function largestProgram(): Program {
  const [vector, table] = [
    { dtype: "int16", shape: [3], log2Leaf: 8 },
    { rows: 1, columns: 513, log2Leaf: 8 },
  ] as const;
  const count = 4096;
  return {
    input: vector,
    constants: Array.from({ length: count }, () => ({ kind: "table", dtype: "int16", ...table })),
    instructions: Array.from({ length: count }, (_, i) => ({
      ...{ op: "Lut", operands: [i], constant: i, output: vector },
    })),
    outputs: [count],
  };
}

/** What `ProgramRegistry.program` has to say. */
function summary({ input, instructions, constants, outputs, loop }: Program, words: readonly (readonly bigint[])[]) {
  const type = loop?.prompt ?? input;
  return {
    instructionCount: BigInt(instructions.length),
    constantCount: BigInt(constants.length),
    inputType: loop === undefined ? words[0][1] : words[1][0],
    inputBytesMin: BigInt(loop === undefined ? byteLength(type) : DTYPES[type.dtype].bytes),
    inputBytesMax: BigInt(byteLength(type)),
    stepLimit: BigInt(loop?.stepLimit ?? 0),
    tokenLimit: BigInt(loop?.tokenLimit ?? 0),
    stopToken: BigInt(loop?.stopToken ?? 0),
    outputs: outputs.map(BigInt),
    outputTypes: outputs.map((value) => words[(loop === undefined ? 0 : 1) + value][1]),
  };
}

describe("a program is validated in chunks", () => {
  let world: ValidationWorld;
  let hasher: Hasher;
  const figures: Record<string, number> = {};

  beforeAll(async () => {
    hasher = await createHasher();
  });
  // Each test has a registry that knows nothing yet.
  beforeEach(async () => {
    world = await startValidationWorld();
  }, 60_000);
  afterEach(() => world.stop());
  afterAll(() => console.log(JSON.stringify(figures)));

  async function expectKnown(program: Program, { args: [programRoot] }: ValidateCall) {
    const words = encodeProgram(program).map(recordWords);
    expect(await world.read("program", programRoot)).toEqual(summary(program, words));
    for (const [i, { output }] of program.instructions.entries()) {
      const depth = treeDepth(Math.ceil(byteLength(output) / 2 ** output.log2Leaf));
      expect(await world.read("tensorDepth", programRoot, BigInt(i)), `instruction ${i}`).toBe(BigInt(depth));
    }
    const beyond = world.read("tensorDepth", programRoot, BigInt(program.instructions.length));
    await expect(beyond).rejects.toThrow("ProgramInstructionUnknown");
  }

  it.each(PROGRAMS)("%s", async (name, program) => {
    validateProgram(program);
    const calls = validateProgramCalls(hasher, program);
    let gas = 0;
    for (const call of calls) gas += await world.send(call);
    const records = encodeProgram(program).length;
    figures[`${name}_records`] = records;
    figures[`${name}_gas`] = gas;
    // The rest is what is kept: progress, input rule, types of the outputs, depths.
    const slots = 2 + program.outputs.length + Math.ceil(program.instructions.length / 32);
    const ofRecords = gas - calls.length * TRANSACTION_GAS - slots * NEW_SLOT_GAS;
    figures[`${name}_gas_per_record`] = Math.round(ofRecords / records);
    expect(figures[`${name}_gas_per_record`]).toBeLessThan(MOST_RECORD_GAS);
    await expectKnown(program, calls[0]);
  });

  it.each([100_000, 200_000, 400_000, 700_000])("of %i gas each", async (maxCallGas) => {
    const program = decoder(2);
    const calls = validateProgramCalls(hasher, program, maxCallGas);
    expect(calls.length).toBeGreaterThan(1);
    const [programRoot] = calls[0].args;
    for (const [i, call] of calls.entries()) {
      await expect(world.read("program", programRoot)).rejects.toThrow("ProgramUnknown");
      await expect(world.read("counts", programRoot)).rejects.toThrow("ProgramUnknown");
      if (i + 1 < calls.length) await expect(world.simulate(calls[i + 1])).rejects.toThrow("ProgramChunkTooLate");
      await world.send(call);
      // Again, and again by somebody who was late: nothing changes.
      await world.send(call);
      expect(await world.read("validatedRecords", programRoot)).toBe(
        call.args[1].first + BigInt(call.args[1].records.length),
      );
    }
    await expectKnown(program, calls[0]);
  });

  it("of which some records were validated before", async () => {
    const program = decoder(1);
    const [first] = validateProgramCalls(hasher, program, 150_000);
    await world.send(first);
    const [whole] = validateProgramCalls(hasher, program);
    await world.send(whole);
    await expectKnown(program, whole);
  });

  it("of which there are many: the largest program", { timeout: 300_000 }, async () => {
    const program = largestProgram();
    validateProgram(program);
    const calls = validateProgramCalls(hasher, program);
    for (const call of calls) expect(await world.send(call)).toBeLessThan(CALL_GAS);
    const known = await world.read("program", calls[0].args[0]);
    expect(known).toMatchObject({ instructionCount: 4096n, constantCount: 4096n });
    figures.largest_calls = calls.length;
  });

  it("with nothing left out, turned or added", async () => {
    const program = decoder(2);
    const calls = validateProgramCalls(hasher, program, 300_000);
    await world.send(calls[0]);
    const { functionName, args } = calls[1];
    const [programRoot, chunk, others] = args;
    const refused = (wrong: RecordRun, with_: readonly RecordRun[], error: string) =>
      expect(world.simulate({ functionName, args: [programRoot, wrong, with_] })).rejects.toThrow(error);
    expect(others.length).toBeGreaterThan(0);

    for (const i of others.keys())
      await refused(
        chunk,
        others.filter((_, j) => j !== i),
        "ProgramRecordMissing",
      );
    const bent = (run: RecordRun): RecordRun[] => [
      ...run.siblings.map((_, i) => ({ ...run, siblings: run.siblings.filter((_, j) => j !== i) })),
      ...run.siblings.map((_, i) => ({ ...run, siblings: run.siblings.map((s, j) => (i === j ? programRoot : s)) })),
      { ...run, siblings: [...run.siblings, programRoot] },
      ...run.records
        .map((_, i) => ({
          ...run,
          records: run.records.map((words, j) =>
            i === j ? ([1n, ...words.slice(1)] as unknown as typeof words) : words,
          ),
        }))
        .filter((_, i) => run.records[i][0] !== 1n),
      { ...run, first: run.first + 1n },
    ];
    for (const wrong of bent(chunk).slice(0, -1)) await refused(wrong, others, "ProgramRunWrong");
    for (const wrong of bent(others[0])) await refused(chunk, [wrong, ...others.slice(1)], "ProgramRunWrong");
    await refused({ ...chunk, first: chunk.first - 1n }, others, "ProgramRunWrong");
    await refused(chunk, [...others, { first: 0n, records: [], siblings: [] }], "ProgramRunWrong");
    await world.send(calls[1]);
  });
});
