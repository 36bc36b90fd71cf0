import { BROKEN_RULES, type BrokenRule } from "./broken-rules.ts";
import { caseSystem } from "./case-system.ts";
import { type Exploration, explore } from "./explore.ts";
import type { ScenarioName } from "./scenario-names.ts";
import { SCENARIOS } from "./scenarios.ts";

/** More than any scenario has, so that a rule that makes them endless is seen. */
const MOST_STATES = 600_000;

/** Everything that can come of a scenario, with all rules or without one of them. */
export function checkCases(name: ScenarioName, broken?: BrokenRule): Exploration {
  const { rules, openings } = SCENARIOS[name];
  return explore(caseSystem({ ...rules, broken }, openings), MOST_STATES);
}

export const checkBroken = (broken: BrokenRule): Exploration => checkCases(BROKEN_RULES[broken].scenario, broken);
