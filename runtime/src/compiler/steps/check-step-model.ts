import type { ParityReport } from "../../package/parity-report.ts";
import { CompileError } from "../compile-error.ts";
import type { ModelGraph } from "../model-graph.ts";
import { evaluateRun } from "./sequence-graph.ts";
import type { StepGraph } from "./step-graph.ts";
import type { StepCompileOptions } from "./step-options.ts";

const MAX_STEPS = 4096;
/** Enough for a row to see several before it. */
const COMPARED_STEPS = 12;
/** Both are computed in doubles; they differ by the order of their sums. */
const MAX_DIFFERENCE = 1e-6;

/** @throws CompileError unless there are runs to calibrate and to evaluate with, all of them tokens that fit. */
export function checkRuns(step: StepGraph, { calibration, evaluation, promptLimit }: StepCompileOptions): void {
  const { stepLimit } = step;
  const vocabulary = step.shapeOf(step.logits).at(-1) ?? 0;
  if (stepLimit > MAX_STEPS) throw new CompileError(`caches of ${stepLimit} rows, at most ${MAX_STEPS}`);
  if (promptLimit > stepLimit) throw new CompileError(`prompts of ${promptLimit} tokens, at most ${stepLimit} steps`);
  if (calibration.length === 0 || evaluation.length === 0) {
    throw new CompileError("at least one run to calibrate with and one to evaluate with are needed");
  }
  const isToken = (token: number) => Number.isInteger(token) && token >= 0 && token < vocabulary;
  for (const run of [...calibration, ...evaluation]) {
    if (run.length < 2 || run.length > stepLimit) throw new CompileError(`a run of ${run.length} tokens`);
    const wrong = run.find((token) => !isToken(token));
    if (wrong !== undefined) throw new CompileError(`${wrong} is none of ${vocabulary} tokens`);
  }
}

/**
 * Runs the file's graph step by step, caches and all, beside what it was understood as.
 * @throws CompileError when their logits differ.
 */
export function checkUnderstood(step: StepGraph, graph: ModelGraph, run: readonly number[]): void {
  const tokens = run.slice(0, COMPARED_STEPS);
  const { values } = evaluateRun(graph, tokens);
  const caches = step.emptyCaches();
  for (const [position, token] of tokens.entries()) {
    const expected = step.step(token, position, caches).values;
    const found = values.subarray(position * expected.length, (position + 1) * expected.length);
    const reach = expected.reduce((all, each) => Math.max(all, Math.abs(each)), 1);
    const difference = expected.reduce((all, each, i) => Math.max(all, Math.abs(each - found[i])), 0);
    if (!(difference <= MAX_DIFFERENCE * reach)) {
      throw new CompileError(`the graph was not understood: the logits of step ${position} differ by ${difference}`);
    }
  }
}

/** @throws CompileError when the report is below the threshold, or weights beyond all measure leave it without numbers. */
export function requirePerplexity(report: ParityReport, { perplexityRatio }: StepCompileOptions["thresholds"]): void {
  const { floatPerplexity = Number.NaN, integerPerplexity = Number.NaN } = report;
  const isNumbers = Object.values(report).every((each) => Number.isFinite(each));
  if (isNumbers && integerPerplexity <= floatPerplexity * perplexityRatio) return;
  throw new CompileError(
    `the program is not good enough: perplexity ${integerPerplexity} against ${floatPerplexity} in float, at most ` +
      `${perplexityRatio} times as much`,
  );
}
