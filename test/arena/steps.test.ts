import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeTensor, encodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { Random } from "../../runtime/testing/random.ts";
import { type StepModelShape, stepModel } from "../../runtime/testing/step-model.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import type { Player } from "./dispute.ts";
import { ALL_FIGHTS, fight } from "./fight.ts";
import { disputedOf } from "./players.ts";
import { STEP_LIES } from "./step-lies.ts";
import { stepRun } from "./step-runs.ts";

const SHAPE: StepModelShape = {
  ...{ vocabulary: 61, size: 24, hidden: 20, layers: 2, heads: 4, keyHeads: 2 },
  ...{ stepLimit: 21, promptLimit: 5, tokenLimit: 12, stopToken: -1, token: "int32", sampled: false, tied: false },
};

const MODELS: [string, Partial<StepModelShape>][] = [
  ["greedy, prompt of int32", {}],
  ["sampled, prompt of uint8", { token: "uint8", sampled: true, tied: true }],
];

let world: CourtWorld;

beforeAll(async () => {
  world = await startCourtWorld();
}, 120_000);

afterAll(() => world?.stop());

describe.each(MODELS)("a decoder, %s", (_, change) => {
  const model = stepModel(new Random(5), { ...SHAPE, ...change });
  const { dtype } = model.program.loop!.prompt;
  let modelId: bigint;

  beforeAll(async () => {
    ({ modelId } = await world.register(model, "decoder"));
  });

  test.each(Object.entries(STEP_LIES))("a liar with %s loses", async (_, lie) => {
    for (const seats of ALL_FIGHTS) {
      const input = encodeTensor(dtype, [7, 11, 23]);
      const dispute = await fight(world, {
        ...{ ...seats, modelId, input },
        players: async (asked) => {
          const run = await stepRun(world.accounts[1], disputedOf(world.hasher, model, input, await asked.seed()));
          const liar: Player = await lie(world.accounts[2], run);
          expect(decodeTensor(dtype, liar.answer)).not.toEqual(decodeTensor(dtype, run.honest.answer));
          return { honest: run.honest, liar };
        },
      });
      console.log(dispute.gas.map(({ step, gas }) => `${step} ${gas}`).join(", "));
    }
  });
});
