import type { ParityReport } from "@openimo/runtime";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { parseSeconds, parseWhole } from "../../command-line/numbers.ts";
import { progressBar } from "../../command-line/progress-bar.ts";
import { COMPILE_MEMORY_MOST_MEGABYTES, COMPILE_MOST_SECONDS } from "../../limits.ts";
import { compileJob } from "./compile-arguments.ts";
import type { CompileJob } from "./compile-job.ts";
import { type CompileLimits, compileLimited } from "./compile-limited.ts";
import { COMPILE_ARGS } from "./compile-options.ts";

async function withBar(job: CompileJob, limits: CompileLimits) {
  const bar = progressBar();
  try {
    const compiled = await compileLimited(job, limits, bar.advance);
    bar.end("compiled");
    return compiled;
  } catch (error) {
    bar.end("failed");
    throw error;
  }
}

function parseTimeout(text: string): number {
  const seconds = parseSeconds("--timeout", text);
  if (seconds >= 1 && seconds <= COMPILE_MOST_SECONDS) return seconds;
  throw new UsageError(`Option --timeout takes a time from 1s to ${COMPILE_MOST_SECONDS}s, not "${text}".`);
}

function parityLines(parity: ParityReport): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
  const { samples, meanAbsoluteDifference, maxScoreDifference } = parity;
  if (meanAbsoluteDifference !== undefined) {
    const [mean, most] = [meanAbsoluteDifference, maxScoreDifference].map((each) => each.toPrecision(3));
    return [`differs   by ${mean} on average, ${most} at most, on ${samples} samples`];
  }
  return [
    `accuracy  ${percent(parity.integerTop1)} (float: ${percent(parity.floatTop1)}, on ${samples} samples)`,
    `agreement ${percent(parity.agreement)}`,
  ];
}

export const compile = defineCommand({
  summary: "Compile an ONNX model into a package that gives the same bits everywhere",
  example: "openimo model compile model.onnx --calibrate samples/ --image 28x28 --out package/",
  args: COMPILE_ARGS,
  lists: ["field"],
  async run({ args, lists }) {
    const limits = {
      memoryMegabytes: parseWhole("--memory-mb", args["memory-mb"], 1, COMPILE_MEMORY_MOST_MEGABYTES),
      timeoutSeconds: parseTimeout(args.timeout),
    };
    const { modelHash, parity, ...cost } = await withBar(compileJob(args, lists.get("field") ?? []), limits);
    return {
      json: { package: args.out, modelHash, parity, ...cost },
      text: [
        `model     ${modelHash}`,
        ...parityLines(parity),
        `took      ${cost.compileSeconds} s, ${cost.peakMemoryMegabytes} MB of memory at most`,
        `package   ${args.out}`,
      ].join("\n"),
    };
  },
});
