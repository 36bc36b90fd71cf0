import type { Machine } from "../../executor/machine.ts";
import type { ParityReport } from "../../package/parity-report.ts";
import { decodeTensor, encodeTensor } from "../../program/tensor-values.ts";
import { bestOf, cosine } from "../measure-parity.ts";
import type { ModelGraph } from "../model-graph.ts";
import { evaluateRun } from "./sequence-graph.ts";

/** Value of a step program that has its logits, and what they are in the float model's numbers: integer * scale. */
export interface Logits {
  readonly value: number;
  readonly scale: number;
}

/** The logits that a step program has in each step of a run whose every token is given. */
export function* forcedLogits(machine: Machine, { value, scale }: Logits, tokens: readonly number[]) {
  const instructions = machine.program.instructions.map((_, i) => i);
  for (const [step, token] of tokens.entries()) {
    machine.write(0, encodeTensor("int32", [token]));
    machine.execute(step, instructions);
    yield Float64Array.from(decodeTensor("int16", machine.read(value)), (integer) => integer * scale);
  }
}

/** How surprised logits are by a token: -ln of its probability. */
export function surprise(logits: Float64Array, token: number): number {
  const most = logits.reduce((all, each) => Math.max(all, each));
  return most + Math.log(logits.reduce((sum, each) => sum + Math.exp(each - most), 0)) - logits[token];
}

/**
 * Gives both models the tokens of runs, and asks both in each step for the next one. A sample is a token but the first of
 * a run; the right label is the token that the run has.
 * @param subject The float model, and a machine of the program.
 */
export function measureRunParity(
  { graph, machine, logits }: { graph: ModelGraph; machine: Machine; logits: Logits },
  runs: readonly (readonly number[])[],
  onRun: (done: number) => void = () => {},
): ParityReport {
  const sums = { floatRight: 0, integerRight: 0, agreed: 0, cosine: 0, float: 0, integer: 0 };
  let [samples, minCosine, maxScoreDifference] = [0, 1, 0];
  for (const [i, run] of runs.entries()) {
    const given = run.slice(0, -1);
    const { values, shape } = evaluateRun(graph, given);
    let step = 0;
    for (const integers of forcedLogits(machine, logits, given)) {
      const floats = values.subarray(step * shape[1], (step + 1) * shape[1]);
      const right = run[++step];
      const [floatBest, integerBest] = [floats, integers].map((values) => bestOf({ shape, values }));
      if (floatBest === right) sums.floatRight++;
      if (integerBest === right) sums.integerRight++;
      if (integerBest === floatBest) sums.agreed++;
      const similarity = cosine(floats, integers);
      sums.cosine += similarity;
      sums.float += surprise(floats, right);
      sums.integer += surprise(integers, right);
      minCosine = Math.min(minCosine, similarity);
      for (const [j, float] of floats.entries()) {
        maxScoreDifference = Math.max(maxScoreDifference, Math.abs(float - integers[j]));
      }
    }
    samples += given.length;
    onRun(i + 1);
  }
  return {
    ...{ samples, floatTop1: sums.floatRight / samples, integerTop1: sums.integerRight / samples },
    ...{ agreement: sums.agreed / samples, meanCosine: sums.cosine / samples, minCosine, maxScoreDifference },
    floatPerplexity: Math.exp(sums.float / samples),
    integerPerplexity: Math.exp(sums.integer / samples),
  };
}
