import {
  type ClaimStatus,
  copyOf,
  isCurrent,
  type ModelCase,
  type ModelDuel,
  type Rules,
  STATEMENT,
} from "./case-state.ts";

/** A claim of the case's own generation is gone. */
function eliminated(rules: Rules, state: ModelCase, index: number, status: ClaimStatus): ModelCase | null {
  const claim = state.claims[index];
  const isOld = claim.generation !== state.generation;
  if (isOld && rules.broken !== "eliminations reach into the second generation") return null;
  claim.status = status;
  state.liveCount--;
  return state;
}

/** When the honest side acts in its new turn at the latest; it takes an increment for each. */
const dueOf = ({ increment }: Rules, { arrived, now }: ModelCase) => (arrived ? now + increment : -1);

/** `openDuel` of the right claim and a wrong one, with a first move of either. */
export function openDuel(
  rules: Rules,
  before: ModelCase,
  right: number,
  wrong: number,
  rightOpens: boolean,
): ModelCase | null {
  if (before.verdict !== "none") return null;
  if (hasBegun(before, right, wrong) && rules.broken !== "a duel begins again") return null;
  if (!isCurrent(before, before.claims[right]) || !isCurrent(before, before.claims[wrong])) return null;
  const state = copyOf(before);
  state.duels = state.duels.filter((duel) => duel.right !== right || duel.wrong !== wrong);
  begin(rules, state, right, wrong, rightOpens);
  return state;
}

const hasBegun = ({ duels }: ModelCase, right: number, wrong: number) =>
  duels.some((duel) => duel.right === right && duel.wrong === wrong);

/** Whoever opens has moved, and the other side's turn begins. */
function begin(rules: Rules, state: ModelCase, right: number, wrong: number, rightOpens: boolean): void {
  state.duels.push({
    ...{ right, wrong, rightActs: !rightOpens, movesLeft: rules.moves - 1 },
    ...{ last: state.now + rules.clock, otherClock: rules.clock, due: rightOpens ? -1 : dueOf(rules, state) },
  });
}

/** The duel that the proposer's trace opens, if there is one to open; of two wrong claims see `fall`. */
export function beginWithTrace(rules: Rules, state: ModelCase, own: number, rival: number): ModelCase {
  const [isRight, rivalIsRight] = [own, rival].map((index) => state.claims[index].statement === STATEMENT.right);
  const [right, wrong] = isRight ? [own, rival] : [rival, own];
  const bothLive = state.claims[own].status === "live" && state.claims[rival].status === "live";
  if (isRight !== rivalIsRight && bothLive && !hasBegun(state, right, wrong)) {
    begin(rules, state, right, wrong, isRight);
  }
  return state;
}

/** Whether both sides of a duel live, in this generation or the one before. */
export const isOn = ({ claims }: ModelCase, { right, wrong }: ModelDuel): boolean =>
  claims[right].status === "live" && claims[wrong].status === "live";

/** `move` and `moveOn`: the side that has to act does, be it dead; the duel goes on. */
export function move(rules: Rules, before: ModelCase, number: number): ModelCase | null {
  const { movesLeft, last } = before.duels[number];
  if (before.verdict !== "none" || movesLeft === 0 || before.now > last) return null;
  const state = copyOf(before);
  const duel = state.duels[number];
  const raised =
    rules.broken === "a clock is not raised to the increment"
      ? duel.otherClock
      : Math.max(duel.otherClock, rules.increment);
  const clock = rules.broken === "a clock is reset at each turn" ? rules.clock : raised;
  duel.otherClock = duel.last - state.now;
  duel.last = state.now + clock;
  duel.rightActs = !duel.rightActs;
  duel.movesLeft--;
  duel.due = duel.rightActs ? dueOf(rules, state) : -1;
  return state;
}

/** `proveFault` by the right side, dead or not; the wrong one has nothing to prove (see the descent's model). */
export function proveFault(rules: Rules, before: ModelCase, number: number): ModelCase | null {
  const { rightActs, movesLeft, wrong } = before.duels[number];
  if (before.verdict !== "none" || !rightActs || movesLeft > 0) return null;
  if (before.claims[wrong].status !== "live") return null;
  return eliminated(rules, copyOf(before), wrong, "faulted");
}

/** `timeout` of the side that has to act, by anybody. */
export function timeout(rules: Rules, before: ModelCase, number: number): ModelCase | null {
  const duel = before.duels[number];
  if (before.verdict !== "none") return null;
  const mover = duel.rightActs ? duel.right : duel.wrong;
  const bothLive = isOn(before, duel);
  const isDeadDuel = rules.broken === "a dead claim's duel eliminates" && before.claims[mover].status === "live";
  if (!bothLive && !isDeadDuel) return null;
  const isEarly = rules.broken === "a timeout comes one tick early" && before.now === duel.last;
  if (before.now <= duel.last && !isEarly) return null;
  const state = copyOf(before);
  // Of a turn that the honest side had come too late for, nothing is promised.
  if (duel.rightActs && (duel.due >= 0 || !bothLive)) state.fault = "1 the right claim timed out";
  return eliminated(rules, state, mover, "timed out");
}

/**
 * A wrong claim is gone in a way that has nothing to do with the right one: `proveClaimFault`, or a duel with another wrong one, which
 * may end in any way at any time.
 */
export function fall(rules: Rules, before: ModelCase, index: number, status: ClaimStatus): ModelCase | null {
  if (before.verdict !== "none" || !isCurrent(before, before.claims[index])) return null;
  return eliminated(rules, copyOf(before), index, status);
}
