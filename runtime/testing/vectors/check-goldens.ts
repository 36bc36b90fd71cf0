import { ProgramExecutor } from "../../src/executor/program-executor.ts";
import { StepDecoder } from "../../src/executor/step-decoder.ts";
import type { Hasher } from "../../src/hash/hasher.ts";
import { toHex } from "../../src/hash/hex.ts";
import { type GoldenRun, parseGolden } from "../../src/package/golden-run.ts";
import { loadPackage } from "../../src/package/load-package.ts";
import type { ModelPackage } from "../../src/package/model-package.ts";
import type { PackageFiles } from "../../src/package/package-files.ts";
import { decodeTraceRoot, loopOf } from "../../src/tree/decode-trace-root.ts";
import { traceRoot } from "../../src/tree/trace-root.ts";
import { expectSame } from "./expect-same.ts";
import type { MakeMachine } from "./vector-engines.ts";

/** Bytes of weights up to which the reference takes seconds, not minutes. */
export const REFERENCE_WEIGHT_BYTES = 2 ** 20;

/** Bytes of all of a model's constants. */
export function weightBytes({ constants }: ModelPackage): number {
  return constants.reduce((sum, { length }) => sum + length, 0);
}

/** A package with its golden runs, by path. */
export async function loadGoldens(files: PackageFiles) {
  const model = await loadPackage(files);
  const paths = model.manifest.files.map(({ path }) => path).filter((path) => path.startsWith("golden/"));
  const runs = await Promise.all(paths.map(async (path) => parseGolden(path, await files.read(path, Infinity))));
  return { model, runs };
}

/**
 * Runs a model's golden runs.
 * @returns How many.
 * @throws Error that says what differs.
 */
export async function checkGoldens(
  { model, runs }: { readonly model: ModelPackage; readonly runs: readonly GoldenRun[] },
  hasher: Hasher,
  make: MakeMachine,
): Promise<number> {
  const machine = await make(model);
  try {
    for (const run of runs) {
      const { answer, root } =
        model.program.loop === undefined
          ? await runOnce(new ProgramExecutor(machine), model, run, hasher)
          : await runSteps(new StepDecoder(machine, loopOf(model.program)), model, run, hasher);
      expectSame(`${model.manifest.name}: golden run`, [toHex(answer), toHex(root)], [toHex(run.answer), run.traceRoot]);
    }
  } finally {
    machine.dispose();
  }
  return runs.length;
}

async function runOnce(executor: ProgramExecutor, { program }: ModelPackage, { input }: GoldenRun, hasher: Hasher) {
  const { answer, tensors } = await executor.trace(input);
  return { answer, root: traceRoot(hasher, program, tensors) };
}

async function runSteps(decoder: StepDecoder, { program }: ModelPackage, { input, seed }: GoldenRun, hasher: Hasher) {
  const trace = await decoder.trace(input, { seed });
  return { answer: trace.answer, root: await decodeTraceRoot(hasher, program, trace) };
}
