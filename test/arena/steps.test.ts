import { createDecoder, type ExecutableModel } from "@openimo/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeTensor, encodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { Random } from "../../runtime/testing/random.ts";
import { type StepModelShape, stepModel } from "../../runtime/testing/step-model.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import { FIGHTS, fight } from "./fight.ts";
import { oneOff } from "./liars.ts";
import { disputedOf } from "./players.ts";
import { otherToken, STEP_LIES, STOP_LIES } from "./step-lies.ts";
import { changedStep, stepLiar, stepRun } from "./step-runs.ts";

const SHAPE: StepModelShape = {
  ...{ vocabulary: 61, size: 24, hidden: 20, layers: 2, heads: 4, keyHeads: 2 },
  ...{ stepLimit: 21, promptLimit: 5, tokenLimit: 12, stopToken: -1, token: "int32", sampled: false, tied: false },
};
const PROMPT = [7, 11, 23];
const LEAST_TOKENS = 7;

/** A greedy model whose run a stop token ends, though not at once. */
async function stoppingModel(): Promise<ExecutableModel> {
  for (let seed = 1; ; seed++) {
    const decoder = await createDecoder(stepModel(new Random(seed), SHAPE));
    const tokens = decodeTensor("int32", await decoder.run(encodeTensor("int32", PROMPT)));
    const stopToken = tokens.find((token, i) => i >= LEAST_TOKENS && tokens.indexOf(token) === i);
    if (stopToken !== undefined) return stepModel(new Random(seed), { ...SHAPE, stopToken });
  }
}

const MODELS = {
  "that is greedy": async () => stepModel(new Random(5), SHAPE),
  "that samples, with a prompt of uint8": async () =>
    stepModel(new Random(5), { ...SHAPE, token: "uint8", sampled: true, tied: true }),
  "that stops": stoppingModel,
} as const;

let world: CourtWorld;

beforeAll(async () => {
  world = await startCourtWorld();
});

afterAll(() => world?.stop());

describe.each(Object.entries(MODELS))("a decoder %s", (title, make) => {
  const lies = Object.entries({ ...STEP_LIES, ...(title === "that stops" ? STOP_LIES : {}) });
  let model: ExecutableModel;
  let modelId: bigint;

  beforeAll(async () => {
    model = await make();
    ({ modelId } = await world.register(model, "decoder"));
  });

  test.each(lies)("a liar with %s loses", async (_, lie) => {
    const { dtype } = model.program.loop!.prompt;
    for (const seats of FIGHTS) {
      const input = encodeTensor(dtype, PROMPT);
      await fight(world, {
        ...{ ...seats, modelId, input },
        players: async (asked) => {
          const run = await stepRun(world.accounts[1], disputedOf(world.hasher, model, input, await asked.seed()));
          const liar = await lie(world.accounts[2], run);
          expect(liar.answer).not.toEqual(run.honest.answer);
          return { honest: run.honest, liar };
        },
      });
    }
  });
});

test("the row for a token that no vocabulary has is zero, and who claims anything else loses", async () => {
  const model = stepModel(new Random(5), SHAPE);
  const { modelId } = await world.register(model, "decoder without such a token");
  const { dtype } = model.program.loop!.prompt;
  const input = encodeTensor(dtype, [7, SHAPE.vocabulary + 60_000, -3]);
  const gather = model.program.instructions.findIndex(({ op }) => op === "Gather");
  for (const seats of FIGHTS) {
    for (const step of [1, 2]) {
      await fight(world, {
        ...{ ...seats, modelId, input },
        players: async (asked) => {
          const run = await stepRun(world.accounts[1], disputedOf(world.hasher, model, input, await asked.seed()));
          const lie = await changedStep(run, step, (tensors) => {
            const { output } = model.program.instructions[gather];
            expect(decodeTensor(output.dtype, tensors[gather]).every((value) => value === 0)).toBe(true);
            return oneOff(model.program, tensors, gather, 3);
          });
          const tokens = otherToken(run.tokens, run.tokens.length - 1);
          return {
            honest: run.honest,
            liar: stepLiar(world.accounts[2], run, { steps: new Map([[step, lie]]), tokens }),
          };
        },
      });
    }
  }
});
