import { claim, commitTrace } from "./case-claims.ts";
import { settleAll } from "./case-end.ts";
import { bondOf, isCurrent, type ModelCase, PARTY, type Rules, rightClaim, STATEMENT } from "./case-state.ts";

const HONESTLY = { statement: STATEMENT.right, sponsor: PARTY.honest, priority: 1 } as const;

/** The number and the words of a property that a state breaks. */
export function violationOf(rules: Rules, state: ModelCase): string | undefined {
  if (state.fault !== "") return state.fault;
  return ends(rules, state) ?? counts(state) ?? money(rules, state);
}

/** 1 and 2. */
function ends(rules: Rules, state: ModelCase): string | undefined {
  const { claims, verdict, arrived, now, generation } = state;
  if (claims.some(({ statement, status }) => statement === STATEMENT.right && status === "faulted")) {
    return "1 the right claim was proved wrong";
  }
  for (const { statement } of claims.filter(({ status }) => status === "faulted")) {
    if (claims.some((claim) => claim.statement === statement && isCurrent(state, claim))) {
      return "2 what was proved wrong lives again";
    }
  }
  // Who watches from this generation on has until the tick before that is promised to claim.
  const isInTime = arrived || (generation >= rules.honestFrom && now <= state.arrivalDue);
  if (verdict === "answer" && state.winner !== STATEMENT.right && isInTime) return "2 a wrong answer won";
  if (verdict === "void" && arrived && claims.some((claim) => claim.generation === generation)) {
    return "2 no answer beside the honest side";
  }
  if (verdict !== "none") return undefined;
  const isNeeded = state.claimCount > 0 || generation === 1;
  if (arrived && isNeeded && now === state.arrivalDue && rightClaim(state) < 0) {
    if (claim(rules, state, HONESTLY) === null) return "2 the right claim is refused";
  }
  if (arrived && state.proposer === PARTY.honest && state.proposerStatus === "live" && now === state.commitEnd) {
    const rivals = claims.map((_, rival) => commitTrace(rules, state, { ...HONESTLY, rival }));
    if (rivals.every((next) => next === null)) return "2 the proposer's trace is refused";
  }
  // Of a generation before the one that the honest side comes in, nothing is asked here but its scenario without one.
  const isAhead = generation < rules.honestFrom && rules.honestFrom <= 2;
  if (!isAhead && now > state.endDue) return "2 the case lasts longer than it may";
  return undefined;
}

/** 4, and that whatever makes the next claim dearer has been paid for. */
function counts(state: ModelCase): string | undefined {
  const untraced = state.proposerStatus === "live" && state.verdict === "none" ? 1 : 0;
  if (state.verdict === "none") {
    const live = state.claims.filter((claim) => isCurrent(state, claim)).length + untraced;
    if (live !== state.liveCount) return "4 the claims that live are counted wrongly";
  }
  const made = state.claims.filter(({ generation }) => generation === state.generation).length;
  if (state.claimCount > made + (state.generation === 1 ? 1 : 0)) return "6 the next claim is dearer for nothing";
  return undefined;
}

/** 5 and 6. */
function money(rules: Rules, state: ModelCase): string | undefined {
  const held = heldBonds(rules, state);
  if (-state.net[0] - state.net[1] !== held) return "5 the court doesn't have what it owes";
  const own = state.claims.filter(({ generation, number }) => generation === state.generation && number > 2);
  for (const { number } of own) {
    if (bondOf(rules, number) < rules.baseBond * (number - 1)) return "6 many claims cost no more than their number";
  }
  return state.verdict === "none" ? undefined : settled(rules, state);
}

/** Bonds that are neither shared out nor returned. */
function heldBonds(rules: Rules, { claims, proposerStatus }: ModelCase): number {
  let held = ["live", "silent", "faulted"].includes(proposerStatus) ? rules.baseBond : 0;
  for (const { status, number } of claims) {
    if (status !== "winner" && status !== "settled") held += bondOf(rules, number);
  }
  return held;
}

/** Whoever moved, and whatever moves cost. */
function settled(rules: Rules, before: ModelCase): string | undefined {
  for (const party of [PARTY.honest, PARTY.coalition]) {
    for (const amount of [0, 1, rules.baseBond * rules.mostClaims]) {
      const found = settlement(rules, before, settleAll(rules, before, { party, amount }));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function settlement(rules: Rules, before: ModelCase, state: ModelCase): string | undefined {
  if (state.fault !== "") return state.fault;
  if (state.net[0] + state.net[1] + state.burned !== 0) return "5 a bond is not shared out to the unit";
  const least = (bond: number) => Math.ceil((bond * 30) / 100);
  let lost = 0;
  let wasted = 0;
  for (const { status, sponsor, number } of before.claims) {
    if (status === "winner") continue;
    if (sponsor === PARTY.coalition) lost += least(bondOf(rules, number));
  }
  const { proposerStatus, proposer } = before;
  if (proposerStatus === "silent" || proposerStatus === "faulted" || proposerStatus === "live") {
    if (proposer === PARTY.coalition) lost += least(rules.baseBond);
    else wasted = least(rules.baseBond);
  }
  // What the honest side lost by being absent, and nothing else, may be anybody's; even that is burned.
  if (before.arrived && state.net[PARTY.honest] < -wasted) return "6 the honest side was robbed";
  if (before.arrived && -state.net[PARTY.coalition] < lost)
    return "6 a coalition's lies cost less than 30% of their bonds";
  return undefined;
}
