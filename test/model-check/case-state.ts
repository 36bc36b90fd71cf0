import type { BrokenRule } from "./broken-rules.ts";

/** What can be claimed: the right answer with the right trace, with a wrong one, and two wrong answers. */
export const STATEMENT = { right: 0, pretence: 1, lie: 2, otherLie: 3 } as const;
export const STATEMENT_NAMES = ["the right claim", "a pretence", "a lie", "another lie"] as const;
/** The answer of each statement; 0 is right. */
export const OUTPUT_OF = [0, 0, 1, 2] as const;

/** Everybody but the honest side acts as one. */
export const PARTY = { honest: 0, coalition: 1 } as const;

export type ClaimStatus = "live" | "timed out" | "faulted" | "winner" | "settled";
export type ProposerStatus = "live" | "silent" | "merged" | "faulted" | "settled";

export interface ModelClaim {
  readonly generation: number;
  readonly statement: number;
  readonly attempt: number;
  sponsor: number;
  number: number;
  status: ClaimStatus;
  /** When the sponsor had committed to the claim; earlier is less. */
  priority: number;
}

/**
 * A duel of the right claim with a wrong one. What happens within it is the descent's model: here it has so many moves, then one side has
 * to prove a fault, which the right one can and the wrong one can't.
 */
export interface ModelDuel {
  /** Indexes of the two claims. */
  readonly right: number;
  readonly wrong: number;
  rightActs: boolean;
  movesLeft: number;
  /** Last tick of the turn, and what the other side has on its clock. */
  last: number;
  otherClock: number;
  /** Until when the honest side acts, who is watching; -1 where it isn't its turn or it had come too late. */
  due: number;
}

export interface ModelCase {
  now: number;
  generation: number;
  commitEnd: number;
  claimsEnd: number;
  claimCount: number;
  liveCount: number;
  verdict: "none" | "answer" | "void";
  winner: number;
  readonly proposer: number;
  readonly proposed: number;
  proposerStatus: ProposerStatus;
  claims: ModelClaim[];
  duels: ModelDuel[];
  /** Wei that the court has paid or owes each party, less what it was paid by it, and what it burned. */
  readonly net: [number, number];
  burned: number;
  /** Whether the honest side is there, and when it comes at the latest. */
  arrived: boolean;
  arrivalDue: number;
  /** When everything has ended, as the documents promise. */
  endDue: number;
  /** What a call has done that no property allows. */
  fault: string;
}

/** The rules' numbers, in ticks and in units of money. */
export interface Rules {
  readonly window: number;
  readonly commit: number;
  readonly join: number;
  readonly clock: number;
  readonly increment: number;
  readonly stalemate: number;
  /** Moves of a duel before somebody has to prove something, the one that opens it included. */
  readonly moves: number;
  readonly baseBond: number;
  /** Claims in a generation after which the coalition makes no more, and what anybody may claim. */
  readonly mostClaims: number;
  readonly statements: readonly number[];
  /** Whether the coalition has committed to the right claim before the honest side, too. */
  readonly commitments: boolean;
  /** Generation in which somebody honest begins to watch; 3 for never. */
  readonly honestFrom: number;
  readonly broken?: BrokenRule;
}

/** Who answers first and what, and what the contradiction claims, for whom. */
export interface Opening {
  readonly proposer: number;
  readonly proposed: number;
  readonly rival: number;
  readonly rivalSponsor: number;
}

export const bondOf = ({ baseBond, broken }: Rules, number: number): number =>
  number < 3 || broken === "bonds do not grow" ? baseBond : baseBond * (number - 1);

export function opened(rules: Rules, { proposer, proposed, rival, rivalSponsor }: Opening): ModelCase {
  const { commit, join, window, broken, baseBond } = rules;
  const claimsEnd = broken === "claims end with the window" ? window : Math.max(window, commit + join);
  const net: [number, number] = [0, 0];
  net[proposer] -= baseBond;
  net[rivalSponsor] -= bondOf(rules, 2);
  const arrived = rivalSponsor === PARTY.honest;
  return {
    ...{ now: 0, generation: 1, commitEnd: commit, claimsEnd, claimCount: 2, liveCount: 2, verdict: "none" },
    ...{ winner: -1, proposer, proposed, proposerStatus: "live", duels: [], net, burned: 0, arrived, fault: "" },
    claims: [
      { generation: 1, statement: rival, attempt: 0, sponsor: rivalSponsor, number: 2, status: "live", priority: 1 },
    ],
    arrivalDue: rules.honestFrom === 1 ? Math.max(window, commit + join) - 1 : -1,
    endDue: Math.max(window, commit + join) + (rules.honestFrom === 1 ? longestDuel(rules) : rules.stalemate),
  };
}

/**
 * From the end of claims to that of the last one's duel, if the honest side takes an increment for each of its turns: the other side has a
 * clock for its first turn, and is out of time a tick after its last. The first of the moves opens the duel.
 */
export const longestDuel = ({ clock, increment, moves }: Rules): number => clock + (moves - 1) * increment;

export const copyOf = (state: ModelCase): ModelCase => ({
  ...state,
  claims: state.claims.map((claim) => ({ ...claim })),
  duels: state.duels.map((duel) => ({ ...duel })),
  net: [...state.net],
});

export const isCurrent = (state: ModelCase, { generation, status }: ModelClaim): boolean =>
  status === "live" && generation === state.generation;

/** Index of the right claim that lives in this generation, or -1. */
export const rightClaim = (state: ModelCase): number =>
  state.claims.findIndex((claim) => claim.statement === STATEMENT.right && isCurrent(state, claim));

const STATUSES = ["live", "timed out", "faulted", "winner", "settled", "silent", "merged", "none", "answer", "void"];
const CODE_OF = Object.fromEntries(STATUSES.map((status, i) => [status, i]));
/** Added to what may be negative. */
const ZERO = 1000;

/**
 * Times count from now; what is over is over, and of who is gone only that it was there. A duel of the dead is kept as it is where a
 * broken rule lets it do something.
 */
export function keyOf({ broken, stalemate }: Rules, state: ModelCase): string {
  const ahead = (time: number) => Math.max(time - state.now, -1) + 1;
  const codes = [
    ...[
      state.generation,
      ahead(state.commitEnd),
      Math.max(state.claimsEnd - state.now, -stalemate - 1) + ZERO,
      state.claimCount,
    ],
    ...[state.liveCount, CODE_OF[state.verdict], state.winner + 1, state.proposer, state.proposed],
    ...[CODE_OF[state.proposerStatus], state.net[0] + ZERO, state.net[1] + ZERO, state.burned, state.arrived ? 1 : 0],
    ...[ahead(state.arrivalDue), ahead(state.endDue), state.claims.length],
  ];
  for (const claim of state.claims) {
    const { generation, statement, attempt, sponsor, number, status } = claim;
    const priority = isCurrent(state, claim) ? claim.priority : 0;
    codes.push(generation * 4 + statement, attempt, sponsor, number, CODE_OF[status], priority);
  }
  for (const { right, wrong, rightActs, movesLeft, last, otherClock, due } of state.duels) {
    // A fault that the dead prove can be proved without the duel, too.
    const isDead = state.claims[right].status !== "live" || state.claims[wrong].status !== "live";
    const isOld = state.claims[right].generation !== state.generation;
    const isOver =
      (isDead && broken !== "a dead claim's duel eliminates") ||
      (isOld && broken !== "eliminations reach into the second generation");
    if (isOver) codes.push(right, wrong);
    else codes.push(right, wrong, rightActs ? 1 : 0, movesLeft, ahead(last), otherClock, ahead(due));
  }
  return state.fault + String.fromCharCode(...codes);
}
