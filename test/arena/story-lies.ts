import { oneOff } from "./liars.ts";
import { otherToken, STEP_LIES, type StepLieMaker } from "./step-lies.ts";
import { changedStep, type StepRun, stepLiar } from "./step-runs.ts";

/** A story shorter than this has no middle to lie about; one in some hundreds ends with its first token. */
export const LEAST_TOKENS = 8;

/** A wrong element of the nth instruction of a kind in the middle of the story. */
function wrong(op: string, nth: number, elementOf: (step: number) => number): StepLieMaker {
  return async (account, run) => {
    const { instructions } = run.disputed.program;
    const instruction = instructions.flatMap((of, i) => (of.op === op ? [i] : [])).at(nth) ?? 0;
    const step = middleOf(run);
    const lie = await changedStep(run, step, (tensors) =>
      oneOff(run.disputed.program, tensors, instruction, elementOf(step)),
    );
    return stepLiar(account, run, {
      steps: new Map([[step, lie]]),
      tokens: otherToken(run.tokens, run.tokens.length - 1),
    });
  };
}

const middleOf = (run: StepRun) => run.prompt.length + (run.tokens.length >> 1);

/** Lies about a story: about what it tells, how long it is, and each kind of computation of the model. */
export const STORY_LIES: Readonly<Record<string, StepLieMaker>> = {
  ...Object.fromEntries(
    [
      "another token in the middle that goes on from there",
      "another token in the middle and right steps after it",
      "a run that ends too early",
      "a run that goes on after its end",
      "an end with another token",
    ].map((name) => [name, STEP_LIES[name]]),
  ),
  "a wrong embedding": wrong("Gather", 0, () => 77),
  "a wrong logit": wrong("Gemm", -1, () => 1000),
  "a wrong weight sum in a middle layer": wrong("Gemm", 20, () => 99),
  "a wrong row in a cache of keys": wrong("CacheAppend", 4, (step) => step * 128 + 9),
  "a wrong column in a cache of values": wrong("CacheAppend", 5, (step) => 256 * 60 + step),
  "a wrong score of attention": wrong("AttentionScores", 3, (step) => 2 * 256 + step),
  "a wrong mix of values": wrong("AttentionMix", -1, () => 127),
  "a wrong power": wrong("ExpShift", 2, () => 256),
  "a wrong sum of powers": wrong("RowSum", 1, () => 3),
  "a wrong probability": wrong("SoftmaxNormalise", 0, (step) => step),
  "a wrong largest score": wrong("RowMax", 0, () => 1),
  "a wrong rotation": wrong("Rope", -1, () => 127),
  "a wrong mean square": wrong("RowSumSq", -1, () => 1),
  "a wrong root": wrong("SqrtReciprocal", 6, () => 0),
  "a wrong normalised value": wrong("NormApply", 7, () => 64),
  "a wrong activation": wrong("Lut", 5, () => 351),
  "a wrong product": wrong("Mul", 0, () => 0),
  "a wrong residual": wrong("Add", 3, () => 12),
};
