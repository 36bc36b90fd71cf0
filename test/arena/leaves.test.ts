import { join } from "node:path";
import { loadPackage } from "@openimo/runtime";
import { afterAll, beforeAll, test } from "vitest";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import { leafPreimage } from "../../runtime/src/dispute/leaf-preimage.ts";
import type { ModelPackage } from "../../runtime/src/package/model-package.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { MerkleTree } from "../../runtime/src/tree/merkle-tree.ts";
import { TraceTree } from "../../runtime/src/tree/trace-tree.ts";
import { Random } from "../../runtime/testing/random.ts";
import { root } from "../world/story.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import type { Player } from "./dispute.ts";
import { FIGHTS, fight } from "./fight.ts";
import { type Lies, lyingLeaf, onceTrace, stepOf } from "./liars.ts";
import { disputedOf, rightTensors, tampered } from "./players.ts";

const CAST = 0;
const HIDDEN = 1;

let world: CourtWorld;
let digits: ModelPackage;
let modelId: bigint;
let tensors: readonly Uint8Array[];

const input = new Random(3).bytes(784);

beforeAll(async () => {
  world = await startCourtWorld();
  digits = await loadPackage(folderPackageFiles(join(root, "models/digits/package")));
  ({ modelId } = await world.register(digits, "digits"));
  tensors = await rightTensors(digits, input);
});

afterAll(() => world?.stop());

type Lie = Lies & Pick<Player, "leaves">;

const rightTree = (instruction: number) => {
  const { program } = digits;
  return new TraceTree(
    world.hasher,
    program.instructions.map(({ output }) => output),
    tensors,
  ).tensor(instruction);
};
const rightLeaf = (instruction: number, leaf: number) =>
  leafPreimage(digits.program.instructions[instruction].output, tensors[instruction], leaf);

/** Another preimage of one leaf of a tensor. */
function leafLie(instruction: number, leaf: number, change: (preimage: Uint8Array) => Uint8Array): Lie {
  const { tree, leaves } = lyingLeaf(world.hasher, rightTree(instruction), leaf, change(rightLeaf(instruction, leaf)));
  return { trees: new Map([[instruction, tree]]), leaves };
}

/** Any node in a tensor's tree instead of a leaf, of which nothing is known. */
function nodeLie(instruction: number, leaf: number, node: Uint8Array): Lie {
  const tree = rightTree(instruction);
  const nodes = Array.from({ length: 2 ** tree.depth }, (_, i) => (i === leaf ? node : tree.node(0, i)));
  return { trees: new Map([[instruction, MerkleTree.ofHashes(world.hasher, concatBytes(nodes))]]) };
}

const at = (preimage: Uint8Array, place: number, value: number) => {
  const copy = preimage.slice();
  copy[place] = value;
  return copy;
};

const LIES: Readonly<Record<string, () => Lie>> = {
  "a subtree that nobody can open": () => ({
    trees: new Map([[CAST, MerkleTree.ofHashes(world.hasher, new Random(1).bytes(8 * 32))]]),
  }),
  "a leaf that nobody can open": () => nodeLie(CAST, 3, new Random(1).bytes(32)),
  "a leaf that is EMPTY": () => nodeLie(CAST, 2, new Uint8Array(32)),
  "a leaf after the tensor's end": () => nodeLie(CAST, 7, world.hasher.hash(rightLeaf(CAST, 0))),
  "a leaf after the tensor's end with its preimage": () => leafLie(CAST, 7, () => rightLeaf(CAST, 1)),
  "a leaf instead of a tensor of several": () => leafLie(CAST, 0, () => rightLeaf(CAST, 6)),
  "padding that is not zero": () => leafLie(CAST, 6, (leaf) => at(leaf, 32 + 40, 1)),
  "padding that is not zero in the last byte": () => leafLie(CAST, 6, (leaf) => at(leaf, leaf.length - 1, 255)),
  "a node passed as a leaf": () =>
    leafLie(CAST, 1, () => concatBytes([rightTree(CAST).node(0, 0), rightTree(CAST).node(0, 1)])),
  "a leaf that is cut off": () => leafLie(HIDDEN, 0, (leaf) => leaf.slice(0, -1)),
  "a leaf that has one byte too many": () => leafLie(HIDDEN, 0, (leaf) => concatBytes([leaf, new Uint8Array(1)])),
  "a leaf that has no data": () => leafLie(HIDDEN, 0, () => new Uint8Array(0)),
  "a leaf that is longer than may be shown": () => leafLie(HIDDEN, 0, () => new Uint8Array(1057)),
  "a leaf with another tag": () => leafLie(HIDDEN, 0, (leaf) => at(leaf, 0, 2)),
  "a leaf with another element type": () => leafLie(HIDDEN, 0, (leaf) => at(leaf, 1, 4)),
  "a leaf with another size in its header": () => leafLie(HIDDEN, 0, (leaf) => at(leaf, 2, 9)),
  "a leaf with a header that goes on": () => leafLie(HIDDEN, 0, (leaf) => at(leaf, 31, 1)),
};

/** What can't be shown, of the only leaf of its tensor. */
const STUCK: Readonly<Record<string, string>> = {
  "a leaf that has no data": "DisputeDuelState",
  "a leaf that is longer than may be shown": "DisputeMoveShape",
};

async function players(lie: () => Lie, seed: Uint8Array): Promise<{ honest: Player; liar: Player }> {
  const disputed = disputedOf(world.hasher, digits, input, seed);
  const { leaves, ...lies } = lie();
  const answerOf = (of: readonly Uint8Array[]) => concatBytes(digits.program.outputs.map((value) => of[value - 1]));
  const player = (account: Player["account"], of: readonly Uint8Array[], step: Lies) => ({
    ...{ account, disputed, answer: answerOf(of) },
    trace: onceTrace(stepOf(world.hasher, digits.program, of, step)),
  });
  // The scores are wrong too, so that there is an answer to contradict; what lies before them is found first.
  return {
    honest: player(world.accounts[1], tensors, {}),
    liar: { ...player(world.accounts[2], tampered(tensors, 2, 4), lies), leaves },
  };
}

test.each(Object.entries(LIES))("a liar with %s loses", async (name, lie) => {
  for (const seats of FIGHTS) {
    await fight(world, {
      ...{ ...seats, modelId, input, stuckBy: STUCK[name] },
      players: async (asked) => players(lie, await asked.seed()),
    });
  }
});
