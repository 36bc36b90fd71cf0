import { type Opening, OUTPUT_OF, PARTY, type Rules, STATEMENT } from "./case-state.ts";
import type { ScenarioName } from "./scenario-names.ts";

/** As few ticks as let every rule about time matter. */
const RULES: Omit<Rules, "honestFrom" | "statements" | "window" | "commitments"> = {
  ...{ commit: 1, join: 1, clock: 2, increment: 1, stalemate: 5, moves: 2 },
  // Of which 30% are no whole number.
  ...{ baseBond: 7, mostClaims: 3 },
};

/** What is explored: who there is, what can be said, and how the case begins. */
interface Scenario {
  readonly rules: Rules;
  readonly openings: readonly Opening[];
}

const { honest, coalition } = PARTY;
const { right, pretence, lie, otherLie } = STATEMENT;

const rightProposed = (proposer: number): Opening => ({
  ...{ proposer, proposed: OUTPUT_OF[right], rival: lie, rivalSponsor: coalition },
});

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  "an honest proposer, who may be absent": {
    rules: { ...RULES, commitments: true, window: 0, moves: 3, honestFrom: 1, statements: [right, pretence, lie] },
    openings: [rightProposed(honest)],
  },
  "a right answer of the coalition's": {
    rules: { ...RULES, commitments: false, window: 0, honestFrom: 1, statements: [right, pretence] },
    openings: [rightProposed(coalition)],
  },
  "a wrong answer that the honest side contradicts": {
    rules: { ...RULES, commitments: true, window: 0, honestFrom: 1, statements: [right, lie, otherLie] },
    openings: [{ proposer: coalition, proposed: OUTPUT_OF[lie], rival: right, rivalSponsor: honest }],
  },
  "a wrong answer that the coalition contradicts": {
    rules: {
      ...RULES,
      commitments: false,
      clock: 1,
      moves: 3,
      mostClaims: 2,
      window: 3,
      honestFrom: 1,
      statements: [right, lie],
    },
    openings: [
      { proposer: coalition, proposed: OUTPUT_OF[lie], rival: right, rivalSponsor: coalition },
      { proposer: coalition, proposed: OUTPUT_OF[lie], rival: otherLie, rivalSponsor: coalition },
    ],
  },
  "an honest side that comes in the second generation": {
    rules: {
      ...RULES,
      commitments: false,
      clock: 1,
      moves: 1,
      stalemate: 3,
      mostClaims: 2,
      window: 0,
      honestFrom: 2,
      statements: [right, lie],
    },
    openings: [
      rightProposed(coalition),
      { proposer: coalition, proposed: OUTPUT_OF[lie], rival: otherLie, rivalSponsor: coalition },
    ],
  },
  "nobody honest but who asked": {
    rules: {
      ...RULES,
      commitments: false,
      mostClaims: 2,
      stalemate: 1,
      window: 0,
      honestFrom: 3,
      statements: [right, lie],
    },
    openings: [rightProposed(coalition)],
  },
};
