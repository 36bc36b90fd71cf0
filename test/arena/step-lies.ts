import type { HDAccount } from "viem/accounts";
import { encodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { loopOf } from "../../runtime/src/tree/decode-trace-root.ts";
import type { Player } from "./dispute.ts";
import { oneOff, stepOf } from "./liars.ts";
import { changedStep, forcedRun, type StepRun, stepLiar, tokenOf } from "./step-runs.ts";

/** Makes a liar of a right run. Its answer is another one than the right one. */
export type StepLieMaker = (account: HDAccount, run: StepRun) => Promise<Player>;

/** The first step whose token is part of the answer. */
const firstGiving = ({ prompt }: StepRun) => prompt.length - 1;
const middle = (run: StepRun) => Math.floor((firstGiving(run) + run.steps) / 2);
const lastOf = ({ disputed }: StepRun) => disputed.program.instructions.length - 1;
/** Another token, which the vocabulary has too. */
const another = (token: number) => (token === 0 ? 1 : token - 1);
/** The tokens with another one at a place. */
export const otherToken = (tokens: readonly number[], place: number, token = another(tokens[place])) =>
  tokens.map((known, i) => (i === place ? token : known));

/** A step that gives another token, while all that leads to it is right. */
async function givingAnother(run: StepRun, step: number, token: number) {
  return changedStep(run, step, (tensors) =>
    tensors.map((bytes, i) => (i === lastOf(run) ? encodeTensor("int32", [token]) : bytes)),
  );
}

/** Another token in the answer at a place, after which the run goes on as if it had been given. */
async function goingOn(account: HDAccount, run: StepRun, place: number): Promise<Player> {
  const token = another(run.tokens[place]);
  const step = firstGiving(run) + place;
  const before = run.tokens.slice(0, place);
  const { trace, tokens } = await forcedRun(run.disputed, [...run.prompt, ...before, token]);
  const answer = [...before, token, ...tokens].slice(0, run.tokens.length);
  const steps = new Map([[step, await givingAnother(run, step, token)], ...emptyFrom(run)]);
  return stepLiar(account, run, { trace, steps, tokens: answer });
}

/** EMPTY slots from where the right run ends. */
function emptyFrom({ disputed, steps }: StepRun, from = steps): [number, null][] {
  const { stepLimit } = loopOf(disputed.program);
  return Array.from({ length: stepLimit - from }, (_, i) => [from + i, null]);
}

/** The tokens that the steps were given and that one more step would be. */
function givenAfterAll({ disputed, prompt, tokens, steps }: StepRun): number[] {
  return [...prompt, ...tokens, loopOf(disputed.program).stopToken].slice(0, steps + 1);
}

/** One element of one instruction of a step is wrong, and so that there is something to dispute a token of the answer. */
function wrongElement(of: (run: StepRun) => { step: number; instruction: number; element: number }): StepLieMaker {
  return async (account, run) => {
    const { step, instruction, element } = of(run);
    const lie = await changedStep(run, step, (tensors) => oneOff(run.disputed.program, tensors, instruction, element));
    return stepLiar(account, run, {
      steps: new Map([[step, lie]]),
      tokens: otherToken(run.tokens, run.tokens.length - 1),
    });
  };
}

const indexOf = ({ disputed }: StepRun, op: string, nth = 0) =>
  disputed.program.instructions.flatMap((instruction, i) => (instruction.op === op ? [i] : []))[nth];

export const STEP_LIES: Readonly<Record<string, StepLieMaker>> = {
  "another first token that goes on from there": (account, run) => goingOn(account, run, 0),
  "another token in the middle that goes on from there": (account, run) =>
    goingOn(account, run, middle(run) - firstGiving(run)),
  "another token in the middle and right steps after it": async (account, run) => {
    const place = middle(run) - firstGiving(run);
    const token = another(run.tokens[place]);
    const steps = new Map([[middle(run), await givingAnother(run, middle(run), token)]]);
    return stepLiar(account, run, { steps, tokens: otherToken(run.tokens, place, token) });
  },
  "another token in a step of the prompt": async (account, run) => {
    const steps = new Map([[0, await givingAnother(run, 0, another(await tokenOf(run, 0)))]]);
    return stepLiar(account, run, { steps, tokens: otherToken(run.tokens, 0) });
  },
  "another last token": async (account, run) => {
    const place = run.tokens.length - 1;
    const steps = new Map([[run.steps - 1, await givingAnother(run, run.steps - 1, another(run.tokens[place]))]]);
    return stepLiar(account, run, { steps, tokens: otherToken(run.tokens, place) });
  },
  "a wrong row in a cache": wrongElement((run) => ({
    ...{ step: middle(run), instruction: indexOf(run, "CacheAppend", 2), element: middle(run) * 12 + 5 },
  })),
  "a changed earlier row in a cache": wrongElement((run) => ({
    ...{ step: middle(run), instruction: indexOf(run, "CacheAppend"), element: 3 },
  })),
  "something in a later row of a cache": wrongElement((run) => ({
    ...{ step: 0, instruction: indexOf(run, "CacheAppend", 3), element: 20 },
  })),
  "a wrong score": wrongElement((run) => ({ step: middle(run), instruction: lastOf(run) - 1, element: 60 })),
  "a wrong score of attention to a later step": wrongElement((run) => ({
    ...{ step: 1, instruction: indexOf(run, "AttentionScores"), element: 40 },
  })),
  "a wrong embedding in the first step": wrongElement(() => ({ step: 0, instruction: 0, element: 23 })),
  "a wrong embedding of a token that was given": wrongElement((run) => ({
    ...{ step: run.steps - 1, instruction: 0, element: 0 },
  })),
  "a wrong mean square": wrongElement((run) => ({ step: 4, instruction: indexOf(run, "RowSumSq"), element: 0 })),
  "a wrong rotation": wrongElement((run) => ({ step: 6, instruction: indexOf(run, "Rope"), element: 7 })),

  "a run that ends too early": async (account, run) =>
    stepLiar(account, run, { steps: new Map(emptyFrom(run, run.steps - 3)), tokens: run.tokens.slice(0, -3) }),
  "a run that ends in the prompt": async (account, run) =>
    stepLiar(account, run, { steps: new Map(emptyFrom(run, 1)), tokens: [] }),
  "a run without a step": async (account, run) =>
    stepLiar(account, run, { steps: new Map(emptyFrom(run, 0)), tokens: [] }),
  "a run with a gap": async (account, run) =>
    stepLiar(account, run, { steps: new Map([[middle(run), null]]), tokens: otherToken(run.tokens, 0) }),
  "a run that goes on after its end": async (account, run) => {
    const { trace } = await forcedRun(run.disputed, givenAfterAll(run));
    return stepLiar(account, run, { trace, tokens: otherToken(run.tokens, 0) });
  },
  "a step long after its end": async (account, run) => {
    const { program, hasher } = run.disputed;
    const late = stepOf(hasher, program, (await run.honest.trace.slot(0))?.tensors ?? []);
    const steps = new Map([[loopOf(program).stepLimit - 1, late]]);
    return stepLiar(account, run, { steps, tokens: otherToken(run.tokens, 0) });
  },
  "an end with another number of tokens": async (account, run) =>
    stepLiar(account, run, { tokens: run.tokens.slice(0, -1) }),
  "an end with another token": async (account, run) => stepLiar(account, run, { tokens: otherToken(run.tokens, 3) }),
  "an end with another last token": async (account, run) =>
    stepLiar(account, run, { tokens: otherToken(run.tokens, run.tokens.length - 1) }),
  "something in the slots after a step's instructions": async (account, run) => {
    const { hasher, program } = run.disputed;
    const tensors = (await run.honest.trace.slot(2))?.tensors ?? [];
    const lie = stepOf(hasher, program, tensors, { unused: [new Uint8Array(32).fill(9)] });
    return stepLiar(account, run, { steps: new Map([[2, lie]]), tokens: otherToken(run.tokens, 0) });
  },
  "something in the slots after the end": async (account, run) =>
    stepLiar(account, run, { tokens: otherToken(run.tokens, 2), beyond: [new Uint8Array(32).fill(7)] }),
};

/** Lies about a run that the stop token ended. */
export const STOP_LIES: Readonly<Record<string, StepLieMaker>> = {
  "an end with one token more": async (account, run) => stepLiar(account, run, { tokens: [...run.tokens, 5] }),
  "an end with the stop token": async (account, run) =>
    stepLiar(account, run, { tokens: [...run.tokens, loopOf(run.disputed.program).stopToken] }),
  "a run that goes on after the stop token, and its answer": async (account, run) => {
    const given = givenAfterAll(run);
    const { trace, tokens } = await forcedRun(run.disputed, given);
    const all = [...given.slice(run.prompt.length), ...tokens];
    return stepLiar(account, run, { trace, tokens: all.slice(0, loopOf(run.disputed.program).tokenLimit) });
  },
  "a stop token that was not given": async (account, run) => {
    const place = run.tokens.length - 2;
    const step = firstGiving(run) + place;
    const stop = await givingAnother(run, step, loopOf(run.disputed.program).stopToken);
    return stepLiar(account, run, {
      ...{ steps: new Map([[step, stop], ...emptyFrom(run, step + 1)]), tokens: run.tokens.slice(0, place) },
    });
  },
};
