import { toFunctionSelector } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordWords } from "../../runtime/src/dispute/record-words.ts";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { encodeProgram } from "../../runtime/src/program/encode-program.ts";
import { INSTRUCTION_SET } from "../../runtime/src/program/instruction-set.ts";
import type { Program } from "../../runtime/src/program/program.ts";
import { ProgramError } from "../../runtime/src/program/program-error.ts";
import { validateProgram } from "../../runtime/src/program/validate-program.ts";
import { bytesRoot, LEAF_TAG } from "../../runtime/src/tree/bytes-root.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { decodeProgram } from "../../runtime/testing/decode-program.ts";
import { Random } from "../../runtime/testing/random.ts";
import type { CaseMaker } from "./case-maker.ts";
import { DENSE_CASES } from "./cases/dense-cases.ts";
import { ELEMENT_CASES } from "./cases/element-cases.ts";
import { MOVE_CASES } from "./cases/move-cases.ts";
import { ROW_CASES } from "./cases/row-cases.ts";
import { changeParts, changeWord } from "./change-program.ts";
import { EDGES } from "./edge-parts.ts";
import { randomProgram } from "./random-program.ts";
import { type Candidate, startValidationWorld, type ValidationWorld } from "./validation-world.ts";

const CASES = Number(process.env.OPENIMO_CASES ?? 400);
const BATCH = 200;
const RECORD_FORMAT = { tag: LEAF_TAG.record, dtype: 0, log2Leaf: 9 } as const;
const MAKERS: Readonly<Record<string, CaseMaker>> = { ...DENSE_CASES, ...ELEMENT_CASES, ...MOVE_CASES, ...ROW_CASES };
const FOOTPRINT_TOO_LARGE = toFunctionSelector("ProgramFootprintTooLarge(uint256,uint256)");
const RECORD_INVALID = toFunctionSelector("ProgramRecordInvalid(uint256)");

type Records = readonly (readonly bigint[])[];

const signedWords = (program: Program): bigint[][] =>
  encodeProgram(program).map((record) => recordWords(record).map((word) => BigInt.asIntN(256, word)));

/** Whether the records are those of a program that this side takes. */
function isValid(records: Records): boolean {
  try {
    const program = decodeProgram(records);
    validateProgram(program);
    const again = signedWords(program);
    return records.every((record, i) => record.every((word, j) => word === again[i][j]));
  } catch (error) {
    if (error instanceof ProgramError || error instanceof RangeError) return false;
    throw error;
  }
}

function candidateOf(hasher: Hasher, records: Records): Candidate {
  const words = records.map((record) => record.map((word) => BigInt.asUintN(256, word)));
  const text = words.flatMap((record) => record.map((word) => word.toString(16).padStart(64, "0"))).join("");
  const bytes = concatBytes([Uint8Array.from(Buffer.from(text, "hex"))]);
  const whole = { first: 0n, records: words as unknown as Candidate["whole"]["records"], siblings: [] };
  return { programRoot: toHex(bytesRoot(hasher, bytes, RECORD_FORMAT)), whole };
}

describe("validation on chain takes and refuses the same programs", () => {
  const seed = Random.seed();
  console.log(`SEED=${seed}`);
  let world: ValidationWorld;
  let hasher: Hasher;

  beforeAll(async () => {
    world = await startValidationWorld();
    hasher = await createHasher();
  }, 60_000);
  afterAll(() => world?.stop());

  async function compare(candidates: readonly Records[]) {
    const reasons = await world.judge(candidates.map((records) => candidateOf(hasher, records)));
    candidates.forEach((records, i) => {
      const expected = isValid(records);
      if (expected === (reasons[i] === null)) return;
      expect.fail(
        `SEED=${seed}: expected ${expected ? "valid" : "refused"}, found ${reasons[i]}: ${describeRecords(records)}`,
      );
    });
    return reasons;
  }

  const describeRecords = (records: Records) =>
    JSON.stringify(records, (_, value) => (typeof value === "bigint" ? value.toString(16) : value));

  it("of every instruction", () => {
    expect(Object.keys(MAKERS).sort()).toEqual(Object.keys(INSTRUCTION_SET).sort());
  });

  it("at limits", async () => {
    const random = new Random(seed);
    const candidates = EDGES.flatMap((parts) =>
      // With each size of leaf now and then, as footprints depend on it.
      Array.from({ length: 8 }, () => signedWords(randomProgram(random, { make: () => parts }))),
    );
    const reasons = await compare(candidates);
    expect(reasons.filter((reason) => reason === null).length).toBeGreaterThan(EDGES.length);
    expect(reasons.filter((reason) => reason === RECORD_INVALID).length).toBeGreaterThan(EDGES.length);
    expect(reasons).toContain(FOOTPRINT_TOO_LARGE);
  });

  it.each(Object.keys(MAKERS))("%s", { timeout: 600_000 }, async (op) => {
    const random = new Random(seed ^ INSTRUCTION_SET[op as keyof typeof INSTRUCTION_SET].opcode);
    const maker = MAKERS[op];
    const counts = { valid: 0, refused: 0, byRule: 0 };
    for (let done = 0; done < CASES; done += BATCH) {
      const candidates = Array.from({ length: BATCH }, (_, i): Records => {
        if (i % 8 === 0) return signedWords(randomProgram(random, maker));
        if (i % 2 === 0) return signedWords(randomProgram(random, maker, (parts) => changeParts(random, parts)));
        return changeWord(random, signedWords(randomProgram(random, maker)));
      });
      for (const reason of await compare(candidates)) {
        counts[reason === null ? "valid" : "refused"]++;
        if (reason === RECORD_INVALID) counts.byRule++;
      }
    }
    // Each kind of outcome was reached, so that agreement means something.
    for (const [outcome, count] of Object.entries(counts)) expect(count, outcome).toBeGreaterThan(CASES / 20);
  });
});
