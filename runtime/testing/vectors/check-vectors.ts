import { createHasher } from "../../src/hash/create-hasher.ts";
import { checkInstruction, instructionCase } from "./check-instruction.ts";
import { MODEL_CHECKS } from "./check-model.ts";
import type { MakeMachine } from "./vector-engines.ts";

/**
 * Checks every case of a file of `test/vectors`, wherever this runs.
 * @returns How many there were.
 * @throws Error that says what differs.
 */
export async function checkVectors(file: string, cases: readonly unknown[], make: MakeMachine): Promise<number> {
  const hasher = await createHasher();
  const check = MODEL_CHECKS[file];
  let count = 0;
  for (const vector of cases) {
    if (check === undefined) await checkInstruction(instructionCase(file, vector), make);
    else await check(vector, hasher, make);
    count++;
  }
  return count;
}
