import { join } from "node:path";
import { loadPackage } from "@openimo/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import type { ModelPackage } from "../../runtime/src/package/model-package.ts";
import { root } from "../world/story.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import { Dispute, type Player } from "./dispute.ts";
import { playOut } from "./play-out.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "./players.ts";

let world: CourtWorld;
let digits: ModelPackage;
let modelId: bigint;

beforeAll(async () => {
  world = await startCourtWorld();
  digits = await loadPackage(folderPackageFiles(join(root, "models/digits/package")));
  const registered = await world.register(digits, "digits");
  modelId = registered.modelId;
  console.log(`validation of digits: ${registered.gas} gas`);
});

afterAll(() => world?.stop());

const input = Uint8Array.from({ length: 784 }, (_, i) => (i % 28 > 12 && i % 28 < 16 && i > 100 && i < 700 ? 255 : 0));

async function players(dispute: Dispute, instruction: number, byte: number): Promise<{ honest: Player; liar: Player }> {
  const disputed = disputedOf(world.hasher, digits, input, await dispute.seed());
  const tensors = await rightTensors(digits, input);
  return {
    honest: playerOf(world.accounts[1], disputed, tensors),
    liar: playerOf(world.accounts[2], disputed, tampered(tensors, instruction, byte)),
  };
}

test.each([
  ["the scores", 2, 3],
  ["the hidden layer and nothing after it", 1, 100],
  ["the cast of the input", 0, 700],
  ["the label", 3, 0],
])("a liar who answers first with a wrong byte of %s is overturned", async (_, instruction, byte) => {
  const dispute = await Dispute.ask(world, modelId, input);
  const { honest, liar } = await players(dispute, instruction, byte);
  // A fault that doesn't reach the answer is claimed with another wrong answer, so that there is something to contradict.
  const wrong = liar.answer.every((b, i) => b === honest.answer[i]);
  const posted = wrong
    ? playerOf(liar.account, liar.disputed, tampered(await rightTensors(digits, input), 3, 0))
    : liar;
  await dispute.propose(posted.account, posted.answer);
  await dispute.contradict(honest);
  await dispute.commitTrace(posted);
  await playOut(await dispute.duel(honest, posted), [honest, posted]);
  expect(await dispute.statusOf(posted)).toBe(3);
  await world.pass(200);
  await dispute.conclude(honest);
  const { status, outputHash, proposer } = await dispute.state();
  expect(status).toBe(3);
  expect(outputHash).toBe(dispute.key(honest).outputHash);
  expect(proposer).toBe(honest.account.address);
  console.log(
    dispute.gas.map(({ step, gas }) => `${step} ${gas}`).join(", "),
    dispute.gas.reduce((sum, { gas }) => sum + gas, 0n),
  );
});

test("a liar who contradicts a right answer loses", async () => {
  const dispute = await Dispute.ask(world, modelId, input);
  const { honest, liar } = await players(dispute, 2, 3);
  await dispute.propose(honest.account, honest.answer);
  await dispute.contradict(liar);
  await dispute.commitTrace(honest);
  await playOut(await dispute.duel(liar, honest), [honest, liar]);
  expect([2, 3]).toContain(await dispute.statusOf(liar));
  await world.pass(200);
  await dispute.conclude(honest);
  expect((await dispute.state()).outputHash).toBe(dispute.key(honest).outputHash);
  console.log(
    dispute.gas.map(({ step, gas }) => `${step} ${gas}`).join(", "),
    dispute.gas.reduce((sum, { gas }) => sum + gas, 0n),
  );
});
