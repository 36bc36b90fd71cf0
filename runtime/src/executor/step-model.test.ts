import { describe, expect, it } from "vitest";
import { ENGINES } from "../../testing/both-engines.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { type StepModelVector, stepModelProgram } from "../../testing/vectors/step-model-vectors.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { fromHex, toHex } from "../hash/hex.ts";
import { decodeTraceRoot } from "../tree/decode-trace-root.ts";
import { createDecoder } from "./create-decoder.ts";

describe("a step program that Python ran too", () => {
  it.each(readVectors<StepModelVector>("step-model"))("$name", async (vector) => {
    const hasher = await createHasher();
    const program = stepModelProgram(vector);
    const model = { program, constants: vector.constants.map(fromHex) };
    for (const engine of ENGINES) {
      const decoder = await createDecoder(model, { engine });
      const trace = await decoder.trace(fromHex(vector.prompt), { seed: fromHex(vector.seed) });
      expect([toHex(trace.answer), trace.steps], engine).toEqual([vector.answer, vector.steps]);
      expect(toHex(await decodeTraceRoot(hasher, program, trace)), engine).toBe(vector.traceRoot);
    }
  });
});
