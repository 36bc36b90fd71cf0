import type { ExecutableModel } from "@openimo/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openItem } from "../../runtime/src/dispute/disputed-item.ts";
import { proveFault } from "../../runtime/src/dispute/fault-proof.ts";
import { PHASE } from "../../runtime/src/dispute/place.ts";
import { fromHex, toHex } from "../../runtime/src/hash/hex.ts";
import type { ModelPackage } from "../../runtime/src/package/model-package.ts";
import { encodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { decodeItems, encodeItems } from "../../runtime/src/tree/batch.ts";
import { Random } from "../../runtime/testing/random.ts";
import { compileSmallModel } from "../../runtime/testing/small-model.ts";
import { stepModel } from "../../runtime/testing/step-model.ts";
import { batchPlayer, disputedBatch, filledSlot, itemsOf } from "./batch-players.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import { LONG_SECONDS, REQUEST, refused, STATUS } from "./digits-world.ts";
import { Dispute, type Player } from "./dispute.ts";
import { faultWords } from "./duel-on-chain.ts";
import { FIGHTS, fight } from "./fight.ts";
import { playOut } from "./play-out.ts";
import { playerOf, rightTensors, tampered } from "./players.ts";
import { STEP_LIES } from "./step-lies.ts";
import { stepRun } from "./step-runs.ts";

const COLUMNS = 12;
const seed = Random.seed();
const random = new Random(seed);
const inputs = Array.from({ length: 3 }, () => random.bytes(COLUMNS));

let world: CourtWorld;
let model: ModelPackage;
let modelId: bigint;
let tensors: readonly (readonly Uint8Array[])[];

beforeAll(async () => {
  world = await startCourtWorld();
  ({ model } = await compileSmallModel());
  ({ modelId } = await world.register(model, "small"));
  tensors = await Promise.all(inputs.map((input) => rightTensors(model, input)));
}, 120_000);

afterAll(() => world?.stop());

/** Somebody with these tensors of each item. */
function player(account: number, of: readonly (readonly Uint8Array[])[]): Player {
  const disputed = disputedBatch(world.hasher, model, inputs, new Uint8Array(16));
  const items = itemsOf(disputed).map((item, i) => playerOf(world.accounts[account], item, of[i]));
  return batchPlayer(world.accounts[account], disputed, items);
}

const honest = () => player(1, tensors);

/** Somebody wrong about one item's answer. */
const lyingAbout = (item: number, account = 2) => {
  const last = tensors[item].length - 1;
  return player(account, tensors.with(item, tampered(tensors[item], last, 0)));
};

/** A dispute that somebody has contradicted who is no part of it, since the answer is right. */
async function disputeOfRight(): Promise<Dispute> {
  const dispute = await Dispute.askBatch(world, modelId, inputs);
  await dispute.propose(world.accounts[1], honest().answer);
  await dispute.contradict(lyingAbout(0, 3));
  await dispute.commitTrace(honest());
  return dispute;
}

test.each([0, 1, 2])("a liar with a wrong item %i loses, in both seats", async (item) => {
  for (const seats of FIGHTS) {
    const players = async () => ({ honest: honest(), liar: lyingAbout(item) });
    const dispute = await fight(world, { ...seats, modelId, inputs, players });
    console.log(dispute.gas.map(({ step, gas }) => `${step} ${gas}`).join(", "));
  }
});

test.each([
  ["another item's answer", () => player(2, [tensors[1], tensors[0], tensors[2]])],
  ["one item's answer for all", () => player(2, [tensors[0], tensors[0], tensors[0]])],
  [
    "a wrong item behind a wrong trace of the first",
    () => {
      const wrong = tampered(tensors[0], 0, 3);
      return player(2, [wrong, tensors[1], tampered(tensors[2], tensors[2].length - 1, 0)]);
    },
  ],
] as const)("a liar with %s loses, in both seats", async (_, liar) => {
  for (const seats of FIGHTS) {
    await fight(world, { ...seats, modelId, inputs, players: async () => ({ honest: honest(), liar: liar() }) });
  }
});

test("whoever has something in a slot that no item fills loses, whoever begins", async () => {
  for (const honestBegins of [true, false]) {
    const dispute = await disputeOfRight();
    const right = honest();
    const liar = { ...right, account: world.accounts[2] };
    const filled = { ...liar, trace: filledSlot(liar.disputed, liar.trace, random.bytes(32)) };
    await dispute.claim(filled);
    await playOut(await (honestBegins ? dispute.duel(right, filled) : dispute.duel(filled, right)), [right, filled]);
    expect(await dispute.statusOf(filled)).toBe(STATUS.faulted);
    expect(await dispute.statusOf(right)).toBe(STATUS.live);
  }
});

test("answers of another number, or otherwise encoded, are claimed by nobody, and fall silent", async () => {
  const right = honest();
  const answers = decodeItems(right.answer, inputs.length)!;
  const wrong = [
    encodeItems(answers.slice(1)),
    encodeItems([...answers, answers[0]]),
    Uint8Array.from([...right.answer, ...new Uint8Array(32)]),
    answers[0],
  ];
  for (const answer of wrong) {
    const dispute = await Dispute.askBatch(world, modelId, inputs);
    await dispute.propose(world.accounts[2], answer);
    await dispute.contradict(right);
    await refused(dispute.commitTrace({ ...right, account: world.accounts[2], answer }), "DisputeAnswerNotInTrace");
    await world.pass(LONG_SECONDS);
    await dispute.silence(world.accounts[1]);
    await dispute.conclude(right);
    const { status, outputHash } = await dispute.state();
    expect({ status, outputHash }).toEqual({ status: REQUEST.final, outputHash: dispute.key(right).outputHash });
  }
});

test("a proof opens the duel's item, with its own input and root", async () => {
  const dispute = await Dispute.askBatch(world, modelId, inputs);
  const [right, liar] = [honest(), lyingAbout(1)];
  await dispute.propose(right.account, right.answer);
  await dispute.contradict(liar);
  await dispute.commitTrace(right);
  // The honest side has begun, and the liar's leaf is shown.
  const duel = await dispute.duel(right, liar);
  await duel.act(liar);
  expect({ phase: duel.place.phase, mover: duel.mover }).toEqual({
    phase: PHASE.prove,
    mover: await dispute.claimId(right),
  });
  const proof = faultWords(await proveFault(right.disputed, right.trace, duel.place, fromHex(duel.preimage)));
  const liarId = await dispute.claimId(liar);
  const prove = (item: readonly Uint8Array[]) => {
    const args = [dispute.openedCase, duel.state, dispute.key(right), liarId, item.map(toHex), proof] as const;
    return world.send(right.account, { ...world.court, functionName: "proveFault", args });
  };
  const opened = openItem(right.disputed, right.trace, 1);
  for (const other of [0, 2]) await refused(prove(openItem(right.disputed, right.trace, other)), "DisputeItem");
  for (let i = 0; i < opened.length; i++) {
    await refused(prove(opened.with(i, random.bytes(32))), "DisputeItem");
  }
  await refused(prove([]), "DisputeItem");
  await prove(opened);
  expect(await dispute.statusOf(liar)).toBe(STATUS.faulted);
});

/** Which of the bytes are tried: with all of them this takes as long as for single requests, which are the same below an item. */
const BYTES_SKIPPED = 5;

test("a rival with a byte of a tensor of any item wrong is overturned", async () => {
  const dispute = await disputeOfRight();
  const right = honest();
  const all = tensors.flatMap((item, i) =>
    item.flatMap((tensor, t) => Array.from({ length: tensor.length }, (_, at) => ({ i, t, at }))),
  );
  for (const [n, { i, t, at }] of all.entries()) {
    if (n % BYTES_SKIPPED !== seed % BYTES_SKIPPED) continue;
    const id = await world.chain.snapshot();
    const wrong = tensors[i][t].with(at, tensors[i][t][at] ^ (1 << (n % 8)));
    const liar = player(2, tensors.with(i, tensors[i].with(t, wrong)));
    await dispute.claim(liar);
    await playOut(await (n % 2 === 0 ? dispute.duel(right, liar) : dispute.duel(liar, right)), [right, liar]);
    const found = {
      seed,
      n,
      right: await dispute.statusOf(right),
      gone: (await dispute.statusOf(liar)) !== STATUS.live,
    };
    expect(found).toEqual({ seed, n, right: STATUS.live, gone: true });
    await world.chain.revert({ id });
    world.forget();
  }
});

describe("a decoder that samples", () => {
  const prompts = [[7, 11, 23], [5], [23, 1, 2, 3]];
  let decoder: ExecutableModel;
  let decoderId: bigint;

  beforeAll(async () => {
    decoder = stepModel(new Random(5), {
      ...{ vocabulary: 61, size: 24, hidden: 20, layers: 2, heads: 4, keyHeads: 2 },
      ...{ stepLimit: 21, promptLimit: 5, tokenLimit: 12, stopToken: -1, token: "uint8", sampled: true, tied: true },
    });
    ({ modelId: decoderId } = await world.register(decoder, "decoder"));
  });

  test.each([
    ["another token in the middle that goes on from there", 0],
    ["another last token", 1],
    ["a wrong score", 2],
    ["a run that ends too early", 1],
    ["a run without a step", 2],
    ["a run that goes on after its end", 0],
    ["an end with another number of tokens", 1],
    ["something in the slots after the end", 2],
    ["something in the slots after a step's instructions", 0],
  ] as const)("a liar with %s in item %i loses", async (name, item) => {
    const asked = prompts.map((prompt) => encodeTensor("uint8", prompt));
    for (const seats of FIGHTS) {
      await fight(world, {
        ...{ ...seats, modelId: decoderId, inputs: asked },
        players: async (dispute) => {
          const disputed = disputedBatch(world.hasher, decoder, asked, await dispute.seed());
          const runs = await Promise.all(itemsOf(disputed).map((of) => stepRun(world.accounts[1], of)));
          const right = runs.map((run) => run.honest);
          const lie = await STEP_LIES[name](world.accounts[2], runs[item]);
          return {
            honest: batchPlayer(world.accounts[1], disputed, right),
            liar: batchPlayer(world.accounts[2], disputed, right.with(item, lie)),
          };
        },
      });
    }
  });

  test("gives each item its own seed: the same prompts have other answers", async () => {
    const same = [asBytes(prompts[0]), asBytes(prompts[0]), asBytes(prompts[0])];
    const dispute = await Dispute.askBatch(world, decoderId, same);
    const disputed = disputedBatch(world.hasher, decoder, same, await dispute.seed());
    const runs = await Promise.all(itemsOf(disputed).map((of) => stepRun(world.accounts[1], of)));
    expect(new Set(runs.map(({ honest: { answer } }) => toHex(answer))).size).toBe(3);
    // Who takes the first item's seed for all loses.
    const [first] = itemsOf(disputed);
    const right = batchPlayer(
      world.accounts[1],
      disputed,
      runs.map((run) => run.honest),
    );
    const copied = await stepRun(world.accounts[2], first);
    const liar = batchPlayer(world.accounts[2], disputed, [copied.honest, copied.honest, copied.honest]);
    await dispute.propose(liar.account, liar.answer);
    await dispute.contradict(right);
    await dispute.commitTrace(liar);
    await playOut(await dispute.duel(right, liar), [right, liar]);
    expect(await dispute.statusOf(right)).toBe(STATUS.live);
    expect(await dispute.statusOf(liar)).not.toBe(STATUS.live);
  });

  const asBytes = (tokens: readonly number[]) => encodeTensor("uint8", tokens);
});
