/**
 * `npm run --silent bench:dispute`: plays disputes on a real chain and prints the gas of their whole transactions, the last line as one
 * JSON object. What is measured and how: docs/gas.md.
 */
import { join } from "node:path";
import { type ExecutableModel, loadPackage } from "@openimo/runtime";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import { byteLength } from "../../runtime/src/program/tensor-type.ts";
import { encodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { Random } from "../../runtime/testing/random.ts";
import { startCourtWorld } from "../arena/court-world.ts";
import type { Dispute } from "../arena/dispute.ts";
import { FIGHTS, fight } from "../arena/fight.ts";
import { lyingPlayers, placesOf, rightTrace } from "../arena/network-lies.ts";
import { disputedOf } from "../arena/players.ts";
import { stepRun } from "../arena/step-runs.ts";
import { STORY_LIES } from "../arena/story-lies.ts";
import { answeringGas, manyRivals, singleProofGas, wideModel } from "./dispute-figures.ts";
import { mobileNet } from "./mobile-net.ts";

const root = join(import.meta.dirname, "../..");
const PICTURE_SIZE = 96;
const STEP_COLUMNS = [256, 1024, 4096];
const RIVALS = 1000;
const RIVALS_MS = 300_000;
/** What a request costs without a dispute. */
const UNDISPUTED = new Set(["request", "propose"]);

const world = await startCourtWorld();
const packageOf = (name: string) =>
  loadPackage(folderPackageFiles(join(process.env.OPENIMO_MODELS ?? join(root, "models"), name, "package")));
let moveGas = 0n;

/** From the contradiction to the final answer. */
function costOf({ gas }: Dispute): { gas: bigint; transactions: number } {
  const disputed = gas.filter(({ step }) => !UNDISPUTED.has(step));
  for (const { step, gas: used } of disputed) if (step.startsWith("move") && used > moveGas) moveGas = used;
  return { gas: disputed.reduce((sum, { gas: used }) => sum + used, 0n), transactions: disputed.length };
}

function worst(costs: readonly { gas: bigint; transactions: number }[]) {
  return {
    gas: Number(costs.reduce((most, { gas }) => (gas > most ? gas : most), 0n)),
    transactions: Math.max(...costs.map(({ transactions }) => transactions)),
  };
}

/** The dearest dispute about one wrong element of a network. */
async function networkCost(model: ExecutableModel) {
  const { modelId } = await world.register(model, "network");
  const input = new Random(8).bytes(byteLength(model.program.input));
  const right = await rightTrace(world.hasher, model, input);
  const costs = [];
  for (const place of placesOf(model.program)) {
    for (const seats of FIGHTS) {
      const players = lyingPlayers(world, right, place);
      costs.push(costOf(await fight(world, { ...seats, modelId, input, players })));
    }
  }
  return worst(costs);
}

/** The dearest dispute about a story. */
async function storyCost() {
  const model = await packageOf("storyteller");
  const { modelId } = await world.register(model, "storyteller");
  const input = encodeTensor("int32", [0, 103, 66, 10]);
  const costs = [];
  for (const [i, lie] of Object.values(STORY_LIES).entries()) {
    const dispute = await fight(world, {
      ...{ ...FIGHTS[i % FIGHTS.length], modelId, input },
      players: async (asked) => {
        const run = await stepRun(world.accounts[1], disputedOf(world.hasher, model, input, await asked.seed()));
        return { honest: run.honest, liar: await lie(world.accounts[2], run) };
      },
    });
    costs.push(costOf(dispute));
  }
  return worst(costs);
}

/** The proof that an element of a Gemm with so many columns is wrong. */
async function stepGas(columns: number): Promise<number> {
  const model = wideModel(columns);
  const { modelId } = await world.register(model, `columns ${columns}`);
  const input = new Random(columns).bytes(columns);
  const right = await rightTrace(world.hasher, model, input);
  const players = lyingPlayers(world, right, { op: "Gemm", instruction: 1, element: 0 });
  const dispute = await fight(world, { ...FIGHTS[0], modelId, input, players });
  return Number(dispute.gas.find(({ step }) => step === "proveFault")?.gas ?? 0n);
}

try {
  const digits = await packageOf("digits");
  const networks = {
    digits: await networkCost(digits),
    painter: await networkCost(await packageOf("painter")),
    mobilenet: await networkCost(mobileNet(PICTURE_SIZE).model),
    storyteller: await storyCost(),
  };
  const costs = Object.entries(networks).flatMap(([name, { gas, transactions }]) => [
    [`${name}_gas`, gas] as const,
    [`${name}_txs`, transactions] as const,
  ]);
  const steps = [];
  for (const columns of STEP_COLUMNS) steps.push([`step_${columns}_gas`, await stepGas(columns)] as const);
  const figures: Record<string, number> = {
    ...Object.fromEntries([...costs, ...steps]),
    move_gas: Number(moveGas),
    single_proof_gas: await singleProofGas(world, digits),
    ...(await answeringGas(world)),
    ...(await manyRivals(world, digits, RIVALS, RIVALS_MS)),
  };
  for (const [key, value] of Object.entries(figures)) console.log(`${key.padEnd(30)} ${value.toLocaleString("en")}`);
  console.log(JSON.stringify(figures));
} finally {
  await world.stop();
}
