import { expect, test } from "vitest";
import { BROKEN_DESCENTS, type BrokenDescent } from "./broken-descents.ts";
import { checkDescents } from "./descent-check.ts";
import { told } from "./explore.ts";
import { SMALL_PROGRAMS } from "./small-list.ts";

test.each(SMALL_PROGRAMS)("$name: the right trace wins against every other one", (program) => {
  const { traces, turns, mostTurns, counterexample } = checkDescents(program);
  expect(counterexample && told(counterexample)).toBeUndefined();
  expect(traces).toBeGreaterThan(700);
  // A duel that nobody plays would hold, too.
  expect(turns).toBeGreaterThan(4 * traces);
  expect(mostTurns).toBeGreaterThan(3);
});

test.each(Object.entries(BROKEN_DESCENTS))("a duel in which %s is found to break property %i", (broken, property) => {
  for (const program of SMALL_PROGRAMS) {
    const { counterexample } = checkDescents(program, broken as BrokenDescent);
    if (counterexample === undefined) continue;
    expect(counterexample.violation).toMatch(new RegExp(`^${property} `));
    return;
  }
  expect.unreachable("no counterexample");
});
