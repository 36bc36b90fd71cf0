import { expect, test } from "vitest";
import { BROKEN_RULES, type BrokenRule } from "./broken-rules.ts";
import { checkBroken, checkCases } from "./check-cases.ts";
import { told } from "./explore.ts";
import type { ScenarioName } from "./scenario-names.ts";
import { SCENARIOS } from "./scenarios.ts";

test.each(Object.keys(SCENARIOS))("%s: every property holds in every state", (name) => {
  const { states, transitions, counterexample } = checkCases(name as ScenarioName);
  expect(counterexample && told(counterexample)).toBeUndefined();
  expect(states).toBeGreaterThan(5000);
  expect(transitions).toBeGreaterThan(2 * states);
});

test.each(Object.entries(BROKEN_RULES))("where %s, a property falls", (broken, { property }) => {
  const { counterexample } = checkBroken(broken as BrokenRule);
  expect(counterexample?.violation).toMatch(new RegExp(`^${property} `));
});
