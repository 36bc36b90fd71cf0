import { PHASE } from "@openimo/runtime/dispute";
import { type CaseAction, type CaseView, keyText } from "./next-action.ts";
import { lastTurn } from "./read-duels.ts";
import { turnEnd, unpackPlace } from "./unpack-place.ts";

/** What an action of a case can be besides waiting. */
export type CaseStep = Exclude<CaseAction, { type: "none" | "lost" | "wait" }>;

/** The same step of the same state of the case has the same key. */
export function stepKey(step: CaseStep, { openedCase, state }: Pick<CaseView, "openedCase" | "state">): string {
  const head = `case ${openedCase.subject} ${step.type}`;
  switch (step.type) {
    case "openDuel":
      return `${head} ${step.rival.id}`;
    case "move":
    case "timeout":
      return `${head} ${step.duel.id} ${step.duel.turns.length}`;
    case "settle":
      return `${head} ${keyText(step.loser)}`;
    default:
      return `${head} ${state.generation}`;
  }
}

/** Last second in which a step is worth its gas, where it has one. @param hasteSeconds What a late proof has left. */
export function deadlineOf(
  step: CaseStep,
  { now, state }: Pick<CaseView, "now" | "state">,
  hasteSeconds = 0,
): number | undefined {
  if (step.type === "commitTrace") return state.commitEnd;
  if (step.type !== "move") return undefined;
  const place = unpackPlace(lastTurn(step.duel).state);
  // A proof still counts after the turn until somebody calls the time: it is in haste then, and not over.
  return place.phase === PHASE.move ? turnEnd(place) : Math.max(turnEnd(place), now + hasteSeconds);
}
