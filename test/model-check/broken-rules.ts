import type { ScenarioName } from "./scenario-names.ts";

/** Where a rule is broken, and the property of test/contracts/dispute/invariants.md that falls with it. */
interface Broken {
  readonly property: number;
  readonly scenario: ScenarioName;
}

const ABSENT = "an honest proposer, who may be absent";
const CONTRADICTED = "a wrong answer that the honest side contradicts";
const LATE = "a wrong answer that the coalition contradicts";
const SECOND = "an honest side that comes in the second generation";
const NOBODY = "nobody honest but who asked";

/** Each breaks one rule of cases; the last one the strategy of the honest side. */
export const BROKEN_RULES = {
  "a clock is reset at each turn": { property: 2, scenario: ABSENT },
  "a clock is not raised to the increment": { property: 1, scenario: LATE },
  "a timeout comes one tick early": { property: 1, scenario: ABSENT },
  "a stranger commits the proposer's trace": { property: 6, scenario: ABSENT },
  "what was proved wrong is claimed again at once": { property: 2, scenario: ABSENT },
  "what was proved wrong is claimed again in the second generation": { property: 2, scenario: SECOND },
  "a trace that was proved wrong becomes the proposer's": {
    property: 2,
    scenario: "a right answer of the coalition's",
  },
  "what timed out is never claimed again": { property: 2, scenario: LATE },
  "eliminations reach into the second generation": { property: 4, scenario: SECOND },
  "silence reaches into the second generation": { property: 4, scenario: SECOND },
  "claimsEnd moves with every claim": { property: 2, scenario: CONTRADICTED },
  "claims end with the window": { property: 2, scenario: ABSENT },
  "the first claim of the second generation gives no time": { property: 2, scenario: SECOND },
  "a claim that is taken over counts again": { property: 6, scenario: ABSENT },
  "a dead claim's duel eliminates": { property: 1, scenario: LATE },
  "bonds do not grow": { property: 6, scenario: ABSENT },
  "nothing is burned": { property: 6, scenario: ABSENT },
  "movers are repaid before the burning": { property: 6, scenario: ABSENT },
  "a silent proposer that was right is robbed": { property: 6, scenario: ABSENT },
  "claims that nobody fights for are kept": { property: 2, scenario: NOBODY },
  "claims that nobody fights for are given up at once": { property: 2, scenario: ABSENT },
  "a case is reopened for ever": { property: 2, scenario: NOBODY },
  "the case ends while others live": { property: 2, scenario: ABSENT },
  "the case ends before claimsEnd": { property: 2, scenario: LATE },
  "a bond that was taken over stays": { property: 5, scenario: ABSENT },
  "a merged proposer's bond stays": { property: 5, scenario: ABSENT },
  "a bond is shared out twice": { property: 5, scenario: ABSENT },
  "a duel begins again": { property: 2, scenario: LATE },
  "a trace is refused where its rival is dead": { property: 2, scenario: ABSENT },
  "the honest side waits for a right claim that is out of time": { property: 2, scenario: LATE },
} as const satisfies Readonly<Record<string, Broken>>;

export type BrokenRule = keyof typeof BROKEN_RULES;
