import { join } from "node:path";
import { loadPackage } from "@openimo/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import type { ModelPackage } from "../../runtime/src/package/model-package.ts";
import { encodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { root } from "../world/story.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import { FIGHTS, fight } from "./fight.ts";
import { disputedOf } from "./players.ts";
import { stepRun } from "./step-runs.ts";
import { LEAST_TOKENS, STORY_LIES } from "./story-lies.ts";

let world: CourtWorld;
let storyteller: ModelPackage;
let modelId: bigint;

beforeAll(async () => {
  world = await startCourtWorld();
  const models = process.env.OPENIMO_MODELS ?? join(root, "models");
  storyteller = await loadPackage(folderPackageFiles(join(models, "storyteller/package")));
  ({ modelId } = await world.register(storyteller, "storyteller"));
});

afterAll(() => world?.stop());

test.each(Object.entries(STORY_LIES))(
  "a story with %s is overturned",
  async (name, lie) => {
    // Nothing, as a story begins, or the first words of one.
    const input = encodeTensor("int32", Object.keys(STORY_LIES).indexOf(name) % 2 === 0 ? [0] : [0, 103, 66, 10]);
    await fight(world, {
      ...{ ...FIGHTS[Object.keys(STORY_LIES).indexOf(name) % FIGHTS.length], modelId, input },
      players: async (asked) => {
        const run = await stepRun(world.accounts[1], disputedOf(world.hasher, storyteller, input, await asked.seed()));
        if (run.tokens.length < LEAST_TOKENS) return null;
        const liar = await lie(world.accounts[2], run);
        expect(liar.answer).not.toEqual(run.honest.answer);
        return { honest: run.honest, liar };
      },
    });
  },
  300_000,
);
