import { join } from "node:path";
import { type ExecutableModel, loadPackage } from "@openimo/runtime";
import { afterAll, beforeAll, describe, test } from "vitest";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import { byteLength } from "../../runtime/src/program/tensor-type.ts";
import { Random } from "../../runtime/testing/random.ts";
import { mobileNet } from "../bench/mobile-net.ts";
import { root } from "../world/story.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import { FIGHTS, fight } from "./fight.ts";
import { lyingPlayers, placesOf, rightTrace } from "./network-lies.ts";

const modelsFolder = process.env.OPENIMO_MODELS ?? join(root, "models");

/** Of a picture that fits in a request. */
const PICTURE_SIZE = 96;

const NETWORKS: Readonly<Record<string, () => Promise<ExecutableModel>>> = {
  painter: () => loadPackage(folderPackageFiles(join(modelsFolder, "painter/package"))),
  "a network of MobileNetV2's shape": async () => mobileNet(PICTURE_SIZE).model,
};

let world: CourtWorld;

beforeAll(async () => {
  world = await startCourtWorld();
});

afterAll(() => world?.stop());

describe.each(Object.entries(NETWORKS))("%s", (_, load) => {
  test("a liar with a wrong element in the first, a middle or the last instruction of a kind loses", async () => {
    const model = await load();
    const { modelId } = await world.register(model, "network");
    const input = new Random(8).bytes(byteLength(model.program.input));
    const right = await rightTrace(world.hasher, model, input);
    const places = placesOf(model.program);
    for (const [i, place] of places.entries()) {
      const players = lyingPlayers(world, right, place);
      await fight(world, { ...FIGHTS[i % 2], modelId, input, players });
    }
  }, 600_000);
});
