import { claim, commitTrace, type Said, sayings, silence } from "./case-claims.ts";
import { fall, isOn, move, openDuel, proveFault, timeout } from "./case-duels.ts";
import { conclude, isWrong } from "./case-end.ts";
import { violationOf } from "./case-properties.ts";
import {
  copyOf,
  isCurrent,
  keyOf,
  type ModelCase,
  type ModelDuel,
  type Opening,
  opened,
  PARTY,
  type Rules,
  rightClaim,
  STATEMENT,
  STATEMENT_NAMES,
} from "./case-state.ts";
import type { Step, System } from "./explore.ts";

const PARTY_NAMES = ["the honest side", "the coalition"] as const;

/** A call of somebody: its name, so that it can be found again on a real chain, and what comes of it. */
export type Call =
  | ({ readonly type: "claim" } & Said)
  | ({ readonly type: "commitTrace"; readonly rival: number } & Said)
  | { readonly type: "silence" | "arrive" | "tick" }
  | { readonly type: "openDuel"; readonly right: number; readonly wrong: number; readonly rightOpens: boolean }
  | { readonly type: "move" | "proveFault" | "timeout"; readonly duel: number }
  | { readonly type: "fall"; readonly claim: number; readonly status: "faulted" | "timed out" }
  | { readonly type: "conclude"; readonly winner: number };

/** All calls that anybody could think of making, legal or not, and time. */
export function* callsOf(rules: Rules, state: ModelCase): Generator<Call> {
  if (state.verdict !== "none") return;
  for (const said of sayings(rules, state)) yield { type: "claim", ...said };
  for (const statement of rules.statements) {
    for (const sponsor of [PARTY.honest, PARTY.coalition]) {
      if (sponsor === PARTY.honest && (!state.arrived || statement !== STATEMENT.right)) continue;
      for (let rival = 0; rival < state.claims.length; rival++) {
        yield { type: "commitTrace", statement, sponsor, priority: 1, rival };
      }
    }
  }
  yield { type: "silence" };
  for (let right = 0; right < state.claims.length; right++) {
    if (isWrong(state.claims[right])) continue;
    for (let wrong = 0; wrong < state.claims.length; wrong++) {
      if (!isWrong(state.claims[wrong])) continue;
      for (const rightOpens of [true, false]) yield { type: "openDuel", right, wrong, rightOpens };
    }
  }
  for (let duel = 0; duel < state.duels.length; duel++) {
    for (const type of ["move", "proveFault", "timeout"] as const) yield { type, duel };
  }
  for (let claim = -1; claim < state.claims.length; claim++) yield { type: "conclude", winner: claim };
  for (let claim = 0; claim < state.claims.length; claim++) {
    if (!isWrong(state.claims[claim])) continue;
    yield { type: "fall", claim, status: "faulted" };
    yield { type: "fall", claim, status: "timed out" };
  }
  yield { type: "arrive" };
  yield { type: "tick" };
}

/** The state after a call; null where the rules refuse it. */
export function after(rules: Rules, state: ModelCase, call: Call): ModelCase | null {
  switch (call.type) {
    case "claim":
      return claim(rules, state, call);
    case "commitTrace":
      return commitTrace(rules, state, call);
    case "silence":
      return silence(rules, state);
    case "openDuel":
      return openDuel(rules, state, call.right, call.wrong, call.rightOpens);
    case "move":
      return move(rules, state, call.duel);
    case "proveFault":
      return proveFault(rules, state, call.duel);
    case "timeout":
      return timeout(rules, state, call.duel);
    case "fall":
      return fall(rules, state, call.claim, call.status);
    case "conclude":
      return conclude(rules, state, call.winner);
    case "arrive":
      return arrived(rules, state);
    case "tick":
      return ticked(rules, state);
  }
}

/** The honest side begins to watch. From then on it is never late, for as much as it can still be in time for. */
function arrived(rules: Rules, before: ModelCase): ModelCase | null {
  if (before.arrived || before.verdict !== "none" || before.generation < rules.honestFrom) return null;
  const state = copyOf(before);
  state.arrived = true;
  for (const duel of state.duels) {
    if (isOn(state, duel) && duel.rightActs && !isTooLate(state, duel)) duel.due = state.now;
  }
  return state;
}

/** A proof still counts after its turn, but only as long as nobody has called the time. */
const isTooLate = (state: ModelCase, { last }: ModelDuel) => state.now > last;

/** A tick goes by, unless there is something that the honest side never leaves till later. */
function ticked(rules: Rules, before: ModelCase): ModelCase | null {
  if (isAwaited(rules, before)) return null;
  const state = copyOf(before);
  state.now++;
  return state;
}

function isAwaited(rules: Rules, state: ModelCase): boolean {
  const { now, arrived, duels, claims, liveCount, claimsEnd } = state;
  // Whoever asked takes the verdict as soon as there is one, be it that there is none.
  const isOver = now >= claimsEnd && (liveCount === 0 || now >= claimsEnd + rules.stalemate);
  if (isOver && rules.broken !== "claims that nobody fights for are kept") return true;
  if (now >= claimsEnd && liveCount === 1 && claims.some((claim) => isCurrent(state, claim))) return true;
  const isMissing = now === state.arrivalDue && (state.generation === 1 || state.claimCount > 0);
  if (!arrived) return isMissing;
  if (now > state.commitEnd && state.proposerStatus === "live") return true;
  const right = rightClaim(state);
  if (right < 0) return isMissing;
  const waits = rules.broken === "the honest side waits for a right claim that is out of time";
  const current = duels.filter((duel) => isOn(state, duel) && claims[duel.right].generation === state.generation);
  for (const duel of current) {
    if (!duel.rightActs ? now > duel.last : duel.due === now) return true;
    // A right claim that was out of time before somebody honest came falls at once, so that there is time to claim again.
    if (duel.rightActs && duel.due < 0 && (duel.movesLeft === 0 || now < claimsEnd) && !waits) return true;
  }
  return claims.some(
    (claim, wrong) =>
      isWrong(claim) && isCurrent(state, claim) && !duels.some((of) => of.right === right && of.wrong === wrong),
  );
}

function nameOf({ claims, duels }: ModelCase, call: Call): string {
  const name = (index: number) => {
    const { statement, attempt, generation } = claims[index];
    const again = attempt > 0 ? `, ${attempt + 1}th time` : "";
    return `${STATEMENT_NAMES[statement]} (generation ${generation}${again})`;
  };
  switch (call.type) {
    case "commitTrace":
      return `${PARTY_NAMES[call.sponsor]}: commitTrace of ${STATEMENT_NAMES[call.statement]}, against ${name(call.rival)}`;
    case "claim":
      return `${PARTY_NAMES[call.sponsor]}: ${call.type} ${STATEMENT_NAMES[call.statement]}, committed ${call.priority}`;
    case "openDuel":
      return `openDuel by a move of ${name(call.rightOpens ? call.right : call.wrong)}, against ${name(call.rightOpens ? call.wrong : call.right)}`;
    case "move":
    case "proveFault":
    case "timeout": {
      const duel = duels[call.duel];
      return `${call.type} in the turn of ${name(duel.rightActs ? duel.right : duel.wrong)} against ${name(duel.rightActs ? duel.wrong : duel.right)}`;
    }
    case "fall":
      return `${name(call.claim)} is ${call.status === "faulted" ? "proved wrong" : "out of time"} elsewhere`;
    case "conclude":
      return call.winner < 0 ? "conclude without a claim" : `conclude for ${name(call.winner)}`;
    case "arrive":
      return "the honest side begins to watch";
    default:
      return call.type;
  }
}

const OUTPUT_NAMES = ["the right answer", "the lie's answer", "the other lie's answer"] as const;

/** Cases that are opened in these ways, and everything that can come of them. */
export function caseSystem(rules: Rules, openings: readonly Opening[]): System<ModelCase> {
  return {
    initial: openings.map((opening) => ({
      name: () =>
        `${PARTY_NAMES[opening.proposer]} proposes ${OUTPUT_NAMES[opening.proposed]}, ${PARTY_NAMES[opening.rivalSponsor]} claims ${STATEMENT_NAMES[opening.rival]}`,
      next: opened(rules, opening),
    })),
    *steps(state): Generator<Step<ModelCase>> {
      for (const call of callsOf(rules, state)) {
        const next = after(rules, state, call);
        if (next !== null) yield { name: () => nameOf(state, call), next };
      }
    },
    violation: (state) => violationOf(rules, state),
    key: (state) => keyOf(rules, state),
  };
}
