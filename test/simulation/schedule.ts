import { Random } from "../../runtime/testing/random.ts";
import { FAIR, type Lie, type Weather } from "./weather.ts";

/** Who does what with a request beside those who ask and answer it honestly. */
export type Adversary =
  | "nobody"
  /** A wrong answer before anybody else's, and silence after it. */
  | "silent liar"
  /** A wrong answer, defended with a trace as long as that is possible. */
  | "playing liar"
  /** The node's answer, copied and put before it. */
  | "copycat"
  /** A right answer, contradicted and then left alone. */
  | "silent false watcher"
  /** A right answer, contradicted by one who fights for the lie. */
  | "playing false watcher";

/** What is asked, and how its answer is wanted. */
export const KINDS = [
  "plain",
  "batch",
  "callback at the answer",
  "callback at finality",
  "callback that reverts",
  "callback that burns its gas",
  "without a reward",
] as const;
export type Kind = (typeof KINDS)[number];

export type Ask = { readonly kind: Kind; readonly adversary: Adversary; readonly inputSeed: number };

/** Where a node is killed. Blocks go by for `downBlocks` before it starts again. */
export type Kill = {
  readonly node: number;
  readonly moment:
    | "between blocks"
    | "before a broadcast"
    | "after a broadcast"
    | "while it reads logs"
    | "while it reads states";
  readonly downBlocks: number;
};

export type Reorganisation = {
  readonly depth: number;
  /** Whose transactions don't come back by themselves. */
  readonly drops: "nobody" | "nodes" | "adversaries" | "everybody";
  /** How many blocks later those come that come back. */
  readonly shift: number;
};

export type Turn = {
  readonly asks: readonly Ask[];
  readonly weather: ReadonlyArray<{ readonly node: number; readonly provider: number; readonly weather: Weather }>;
  readonly kills: readonly Kill[];
  readonly reorganisation: Reorganisation | undefined;
  /** By how much the base fee is multiplied before this block. */
  readonly baseFeeTimes: number;
};

/** What the world under test has: it grows with the node. */
export type Cast = {
  readonly nodes: number;
  readonly providers: number;
  /** Whether a node contradicts and defends, so that there may be lies. */
  readonly watches: boolean;
};

const TURNS = 30;
const ASKS = 6;
const KILLS = 6;
/** From one kill to the next. */
const KILL_TURNS = 4;
const DEEPEST_BLOCKS = 64;
const SPIKE_TIMES = 10;
const SPIKE_BLOCKS = 4;
const MOST_ERRORS = 0.2;

const MOMENTS: readonly Kill["moment"][] = [
  "between blocks",
  "before a broadcast",
  "after a broadcast",
  "while it reads logs",
  "while it reads states",
];
const LIES: readonly Lie[] = ["answers", "logs", "receipts", "states"];
const FALSE_ANSWERS: readonly Adversary[] = ["silent liar", "playing liar"];
const FALSE_CLAIMS: readonly Adversary[] = ["silent false watcher", "playing false watcher"];

/** Everything that will happen in a run, from its seed alone. */
export function scheduleOf(seed: number, cast: Cast): readonly Turn[] {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ 0x5eed);
  // The first numbers of neighbouring seeds are alike.
  for (let skipped = 0; skipped < 8; skipped++) random.unit();
  type Draft = {
    asks: Ask[];
    weather: Turn["weather"][number][];
    kills: Kill[];
    reorganisation?: Reorganisation;
    fee: number;
  };
  const turns: Draft[] = Array.from({ length: TURNS }, () => ({ asks: [], weather: [], kills: [], fee: 1 }));
  const at = (first: number, last: number) => turns[random.integer(first, last)];

  for (let ask = 0; ask < ASKS; ask++) {
    at(0, 18).asks.push({ ...drawAsk(random, cast, ask), inputSeed: random.integer(1, 2 ** 30) });
  }
  for (let kill = 0; kill < KILLS; kill++) {
    const node = random.integer(0, cast.nodes - 1);
    // Whoever is down can't be killed.
    const first = 1 + kill * KILL_TURNS;
    at(first, first + 1).kills.push({
      node,
      moment: random.pick(MOMENTS),
      downBlocks: random.integer(0, KILL_TURNS - 3),
    });
  }
  for (const [first, last, deepest] of [
    [3, 12, 6],
    [13, TURNS - 1, DEEPEST_BLOCKS],
  ] as const) {
    const drops = random.pick(["nobody", "nodes", "adversaries", "everybody"] as const);
    at(first, last).reorganisation = { depth: random.integer(1, deepest), drops, shift: random.integer(0, 2) };
  }
  const spike = random.integer(2, TURNS - SPIKE_BLOCKS - 2);
  for (let block = 0; block < SPIKE_BLOCKS; block++) turns[spike + block].fee = SPIKE_TIMES;
  drawWeather(random, cast, (turn, entry) => turns[turn].weather.push(entry));
  return turns.map(({ fee, reorganisation, ...rest }) => ({ ...rest, reorganisation, baseFeeTimes: fee }));
}

function drawAsk(random: Random, { watches }: Cast, index: number): Pick<Ask, "kind" | "adversary"> {
  const kind = random.pick(KINDS);
  if (kind === "without a reward") return { kind, adversary: "nobody" };
  // Each run has a lie about an answer and one against an answer; the rest is drawn.
  const must = watches && index === 0 ? FALSE_ANSWERS : watches && index === 1 ? FALSE_CLAIMS : undefined;
  if (must !== undefined) return { kind: "plain", adversary: random.pick(must) };
  if (random.unit() < 0.5) return { kind, adversary: "nobody" };
  if (kind === "batch") return { kind, adversary: watches ? random.pick(["copycat", "silent liar"]) : "copycat" };
  return { kind, adversary: watches ? random.pick([...FALSE_ANSWERS, ...FALSE_CLAIMS, "copycat"]) : "copycat" };
}

/** Each node has one bad provider at a time, so that those it may believe are always the most. */
function drawWeather(random: Random, cast: Cast, add: (turn: number, entry: Turn["weather"][number]) => void): void {
  for (let node = 0; node < cast.nodes; node++) {
    for (let turn = 0; turn < TURNS; turn += random.integer(4, 9)) {
      const bad = random.integer(0, cast.providers - 1);
      for (let provider = 0; provider < cast.providers; provider++) {
        const errorShare = random.unit() * MOST_ERRORS;
        const common: Weather = { ...FAIR, errorShare, delayMs: random.pick([0, 0, 5, 20]) };
        add(turn, { node, provider, weather: provider === bad ? drawBad(random, common, cast) : common });
      }
    }
  }
}

function drawBad(random: Random, common: Weather, { providers }: Cast): Weather {
  // Whoever has but one provider has to believe it.
  const kinds = providers > 2 ? (["lags", "lies", "is gone"] as const) : (["is slow"] as const);
  switch (random.pick<string>(kinds)) {
    case "lags":
      return { ...common, lagBlocks: random.integer(1, 12) };
    case "lies":
      return { ...common, lie: random.pick(LIES) };
    case "is gone":
      return { ...common, errorShare: 1 };
    default:
      return { ...common, delayMs: 60 };
  }
}
