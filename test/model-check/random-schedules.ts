import type { Random } from "../../runtime/testing/random.ts";
import { type ModelCase, type Opening, opened, type Rules, STATEMENT } from "./case-state.ts";
import { after, type Call, callsOf } from "./case-system.ts";

/** Calls in the order in which they are made, some of which are refused. */
export interface Schedule {
  readonly opening: Opening;
  readonly calls: readonly { readonly call: Call; readonly isAccepted: boolean }[];
  /** What came to pass. */
  readonly labels: ReadonlySet<string>;
}

const MOST_TURNS = 40;
const LONG_TICKS = [1, 1, 2, 5, 70] as const;

/** A random case from its opening to its verdict, if it comes to one, by anybody: here nobody is in time. */
export function randomSchedule(random: Random, rules: Rules, opening: Opening): Schedule {
  let state = opened(rules, opening);
  const calls: { call: Call; isAccepted: boolean }[] = [];
  const labels = new Set<string>();
  for (let turn = 0; turn < MOST_TURNS && state.verdict === "none"; turn++) {
    const accepted: { call: Call; next: ModelCase }[] = [];
    const refused: Call[] = [];
    for (const call of callsOf(rules, state)) {
      if (call.type === "tick" || (call.type === "fall" && call.status === "timed out")) continue;
      const next = after(rules, state, call);
      if (next !== null) accepted.push({ call, next });
      else if (call.type !== "arrive") refused.push(call);
    }
    if (refused.length > 0 && random.integer(0, 3) === 0) calls.push({ call: random.pick(refused), isAccepted: false });
    if (accepted.length === 0 || random.integer(0, 2) === 0) {
      for (let ticks = random.pick(LONG_TICKS); ticks > 0; ticks--) {
        calls.push({ call: { type: "tick" }, isAccepted: true });
        state = { ...state, now: state.now + 1 };
      }
      continue;
    }
    const { call, next } = random.pick(accepted);
    for (const label of labelsOf(state, call, next)) labels.add(label);
    calls.push({ call, isAccepted: true });
    state = next;
  }
  return { opening, calls, labels };
}

/** What a call brings about, as classes of schedules. */
function labelsOf(before: ModelCase, call: Call, next: ModelCase): string[] {
  const again = call.type === "claim" && (next.claims.at(-1)?.attempt ?? 0) > 0 && next.claimCount > before.claimCount;
  const named: Partial<Record<Call["type"], string>> = {
    silence: "silenced",
    fall: "a fault proved without a duel",
    arrive: "",
    tick: "",
  };
  if (call.type in named) return [named[call.type] ?? ""].filter((label) => label !== "");
  if (call.type === "claim") {
    if (again) return ["claimed again"];
    if (next.claimCount === before.claimCount) return ["taken over"];
    return [before.generation === 2 ? "claimed in the second generation" : "claimed"];
  }
  if (call.type === "commitTrace") {
    if (next.proposerStatus === "faulted") return ["committed to what was proved wrong"];
    const named = next.claims.length > before.claims.length ? "committed" : "merged";
    return [named, next.duels.length > before.duels.length ? "a trace that begins a duel" : "a trace without a duel"];
  }
  if (call.type === "move" || call.type === "proveFault") {
    const { right, wrong } = before.duels[call.duel];
    const areDead = before.claims[right].status !== "live" || before.claims[wrong].status !== "live";
    if (call.type === "move") return [areDead ? "a move of the dead" : "a move"];
    return [areDead ? "a fault proved by the dead" : "a fault proved in a duel"];
  }
  if (call.type === "timeout")
    return [before.duels[call.duel].rightActs ? "the right side timed out" : "a wrong side timed out"];
  if (call.type === "conclude") {
    if (next.verdict === "answer") return [next.winner === STATEMENT.right ? "the right answer" : "a wrong answer"];
    const isGivenUp = before.liveCount > 0;
    return [next.verdict === "void" ? "void" : "reopened", ...(isGivenUp ? ["given up"] : [])];
  }
  return [call.type];
}

/** Of many random schedules the fewest that have every label that any of them has, the richest first. */
export function schedulesOfEveryClass(
  random: Random,
  rules: Rules,
  openings: readonly Opening[],
  tries: number,
): { readonly schedules: readonly Schedule[]; readonly labels: ReadonlySet<string> } {
  const all = Array.from({ length: tries }, () => randomSchedule(random, rules, random.pick(openings)));
  const labels = new Set(all.flatMap((schedule) => [...schedule.labels]));
  const missing = new Set(labels);
  const schedules: Schedule[] = [];
  while (missing.size > 0) {
    const found = ({ labels: of }: Schedule) => [...of].filter((label) => missing.has(label)).length;
    const richest = all.reduce((best, each) => (found(each) > found(best) ? each : best));
    schedules.push(richest);
    for (const label of richest.labels) missing.delete(label);
  }
  return { schedules, labels };
}
