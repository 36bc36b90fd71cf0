import { beforeAll, expect, test } from "vitest";
import type { ClaimTrace } from "../../runtime/src/dispute/claim-trace.ts";
import { nextMove, topOf } from "../../runtime/src/dispute/duel-player.ts";
import {
  type DuelPlace,
  firstPlace,
  isShapeEnough,
  PHASE,
  reach,
  SEGMENT,
  strideOf,
} from "../../runtime/src/dispute/place.ts";
import type { StepTrace } from "../../runtime/src/dispute/witness-source.ts";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import type { Program } from "../../runtime/src/program/program.ts";
import { byteLength, type TensorType } from "../../runtime/src/program/tensor-type.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { endTypes } from "../../runtime/src/tree/decode-trace-root.ts";
import { EMPTY } from "../../runtime/src/tree/empty.ts";
import { MerkleTree } from "../../runtime/src/tree/merkle-tree.ts";
import { TraceTree } from "../../runtime/src/tree/trace-tree.ts";
import { Random } from "../../runtime/testing/random.ts";
import { stepModel } from "../../runtime/testing/step-model.ts";
import { LyingTree } from "../arena/liars.ts";
import { mobileNet } from "../bench/mobile-net.ts";
import { type Descent, DescentRules } from "./descent.ts";
import type { SmallProgram } from "./small-programs.ts";
import { Terms } from "./terms.ts";

/** At least so many, and until every class of descents was there. */
const WALKS = 40;
const MOST_WALKS = 2000;
const PICTURE_SIZE = 32;
const SEGMENT_NAMES = ["items", "steps", "instructions", "tensor"] as const;
const PHASE_NAMES = ["move", "prove", "end"] as const;

const PROGRAMS: Readonly<Record<string, () => Program>> = {
  "a network": () => mobileNet(PICTURE_SIZE).model.program,
  "a decoder": () =>
    stepModel(new Random(5), {
      ...{ vocabulary: 61, size: 24, hidden: 20, layers: 2, heads: 4, keyHeads: 2 },
      ...{ stepLimit: 21, promptLimit: 5, tokenLimit: 12, stopToken: -1, token: "int32", sampled: false, tied: false },
    }).program,
};

let hasher: Hasher;

beforeAll(async () => {
  hasher = await createHasher();
});

const leavesOf = (type: TensorType) => Math.ceil(byteLength(type) / 2 ** type.log2Leaf);

/** The shape of a real program. Of what it computes a descent knows nothing. */
function shapeOf({ instructions, loop }: Program): SmallProgram {
  return {
    ...{ name: "real", prompt: [], stopToken: -1, stride: 4, alphabet: [] },
    ...{ widths: instructions.map(({ output }) => leavesOf(output)), stepLimit: loop?.stepLimit ?? 0 },
    tokenLimit: loop === undefined ? 0 : leavesOf(endTypes(loop)[1]),
  };
}

/** A trace with the terms that stand for its hashes. */
interface Mirrored {
  readonly trace: ClaimTrace;
  readonly root: number;
}

/** What is at a step: tensors, and what a liar has in the slots after them. */
interface StepContent {
  readonly tensors: readonly Uint8Array[];
  readonly unused: readonly Uint8Array[];
}

class Mirror {
  readonly #terms: Terms;
  readonly #program: Program;
  readonly #leaves = new Map<string, number>();

  constructor(terms: Terms, program: Program) {
    this.#terms = terms;
    this.#program = program;
  }

  /** @param steps By slot, the end last; null for EMPTY. */
  async of(steps: readonly (StepContent | null)[]): Promise<Mirrored> {
    const { loop } = this.#program;
    const made = steps.map((step, i) => (step === null ? null : this.#step(step, i)));
    if (loop === undefined) {
      const [only] = made;
      if (only === null) throw new RangeError("a run has a step");
      return {
        trace: { root: only.trace.tree.root, items: null, slots: null, slot: async () => only.trace },
        root: only.root,
      };
    }
    const slots = MerkleTree.ofHashes(hasher, concatBytes(made.map((step) => step?.trace.tree.root ?? EMPTY)));
    const trace = { root: slots.root, items: null, slots, slot: async (slot: number) => made[slot]?.trace ?? null };
    return { trace, root: this.#terms.root(made.map((step) => step?.root ?? 0)) };
  }

  #step({ tensors, unused }: StepContent, step: number): { readonly trace: StepTrace; readonly root: number } {
    const { loop, instructions } = this.#program;
    const types =
      loop !== undefined && step === loop.stepLimit ? endTypes(loop) : instructions.map(({ output }) => output);
    const right = new TraceTree(hasher, types, tensors);
    const tree = new LyingTree(hasher, right, types.length, { unused });
    const roots = types.map((type, i) => this.#tree(right.tensor(i), leavesOf(type)));
    return { trace: { tree, tensors }, root: this.#terms.root([...roots, ...unused.map((node) => this.#leaf(node))]) };
  }

  #tree(tree: MerkleTree, leaves: number): number {
    return this.#terms.root(Array.from({ length: leaves }, (_, i) => this.#leaf(tree.node(0, i))));
  }

  /** The term of a real hash. */
  #leaf(hash: Uint8Array): number {
    const key = toHex(hash);
    const content = this.#leaves.get(key) ?? this.#leaves.size;
    this.#leaves.set(key, content);
    return this.#terms.leaf(content);
  }
}

/** A run, and another one that differs in a leaf or more, in a step that one of them doesn't have, or in an unused slot. */
function randomRuns(random: Random, { instructions, loop }: Program): [StepContent | null, StepContent | null][] {
  const types = instructions.map(({ output }) => output);
  const contentOf = (of: readonly TensorType[]): StepContent => ({
    tensors: of.map((type) => random.bytes(byteLength(type))),
    unused: [],
  });
  const last = loop === undefined ? 1 : random.integer(1, loop.stepLimit);
  const steps = Array.from({ length: loop?.stepLimit ?? 1 }, (_, i) => (i < last ? contentOf(types) : null));
  const runs = (loop === undefined ? steps : [...steps, contentOf(endTypes(loop))]).map(
    (step) => [step, step] as [StepContent | null, StepContent | null],
  );
  for (let change = random.integer(0, 2); change >= 0; change--) {
    const at = random.integer(0, runs.length - 1);
    const step = runs[at][1];
    if (step === null) runs[at][1] = contentOf(types);
    else if (loop !== undefined && random.integer(0, 5) === 0) runs[at][1] = null;
    else runs[at][1] = changed(random, step);
  }
  return runs;
}

function changed(random: Random, { tensors, unused }: StepContent): StepContent {
  const width = 2 ** Math.ceil(Math.log2(tensors.length));
  if (width > tensors.length && random.integer(0, 5) === 0) return { tensors, unused: [random.bytes(32)] };
  const at = random.integer(0, tensors.length - 1);
  const bytes = tensors[at].slice();
  bytes[random.integer(0, bytes.length - 1)] ^= 1 << random.integer(0, 7);
  return { tensors: tensors.with(at, bytes), unused };
}

const onesOf = (index: number) => index.toString(2).replaceAll("0", "").length;

const placeOf = ({ place }: Descent) => place;

/** The real place in the model's words. */
const named = ({ item: _, segment, phase, ...place }: DuelPlace) => ({
  ...place,
  ...{ segment: SEGMENT_NAMES[segment], phase: PHASE_NAMES[phase] },
});

test.each(Object.entries(PROGRAMS))("%s: the model goes where the real player goes", async (_, make) => {
  const program = make();
  const seed = Random.seed();
  const random = new Random(seed);
  const reached = new Map<string, number>();
  const count = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);
  const expected =
    program.loop === undefined ? ["tensor", "prove"] : ["instructions", "tensor", "prove", "end", "decided", "asked"];
  const isMissing = () => expected.some((what) => !reached.has(what));
  for (let walk = 0; walk < WALKS || (isMissing() && walk < MOST_WALKS); walk++) {
    const runs = randomRuns(random, program);
    const terms = new Terms();
    const mirror = new Mirror(terms, program);
    const sides = [await mirror.of(runs.map(([first]) => first)), await mirror.of(runs.map(([, second]) => second))];
    if (sides[0].root === sides[1].root) continue;
    const rules = new DescentRules(terms, shapeOf(program), [sides[0].root, sides[1].root]);
    const opener = random.integer(0, 1);
    let state = rules.open(opener);
    let place = firstPlace(program, 0);
    let shown = await topOf(program, sides[1 - opener].trace);
    expect(state && placeOf(state), `seed ${seed}`).toEqual(named(place));
    while (state !== undefined && place.phase === PHASE.move) {
      const { mover } = state;
      const move = await nextMove(hasher, program, sides[mover].trace, { place, shown });
      const stride = strideOf(place);
      const legal = Array.from({ length: 2 ** stride }, (__, index) => index).filter(
        (index) => rules.moves(state as Descent, index).length > 0,
      );
      expect(legal, `seed ${seed}`).toEqual([move.index]);
      [state] = rules.moves(state, move.index);
      const below = { ...place, levels: place.levels - stride, index: place.index * 2 ** stride + move.index };
      place = move.ends ? reach(program, below, state.nodes.includes(0), 0) : below;
      // First come the other's child and the siblings, one for each level to the left and two to the right.
      shown = move.nodes.slice(1 + 2 * stride - onesOf(move.index));
      expect(placeOf(state), `seed ${seed}`).toEqual(named(place));
      const isMove = place.phase === PHASE.move;
      count(isMove ? SEGMENT_NAMES[place.segment] : PHASE_NAMES[place.phase]);
      if (place.phase === PHASE.end) count(isShapeEnough(program, place) ? "decided" : "asked");
    }
  }
  expect([...reached.keys()], `seed ${seed}`).toEqual(expect.arrayContaining(expected));
  expect(SEGMENT.tensor).toBe(SEGMENT_NAMES.indexOf("tensor"));
});
