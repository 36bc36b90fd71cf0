import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../runtime/testing/random.ts";
import { type ModelCase, type Opening, opened, PARTY, type Rules, STATEMENT } from "../model-check/case-state.ts";
import { after } from "../model-check/case-system.ts";
import { schedulesOfEveryClass } from "../model-check/random-schedules.ts";
import { expectBalanced } from "./books.ts";
import { type DigitsWorld, startDigitsWorld } from "./digits-world.ts";
import { ModelOnChain } from "./model-on-chain.ts";

/** The local court's, in ticks of ten seconds. A duel about a pixel of the digits' model has two moves, of which the first opens it. */
const RULES: Rules = {
  ...{ window: 8, commit: 2, join: 2, clock: 4, increment: 1, stalemate: 60, moves: 2 },
  ...{ baseBond: 10, mostClaims: 4, commitments: false, honestFrom: 3 },
  statements: [STATEMENT.right, STATEMENT.pretence, STATEMENT.lie, STATEMENT.otherLie],
};
const { honest, coalition } = PARTY;
const OPENINGS: readonly Opening[] = [
  { proposer: honest, proposed: 0, rival: STATEMENT.lie, rivalSponsor: coalition },
  { proposer: coalition, proposed: 0, rival: STATEMENT.lie, rivalSponsor: coalition },
  { proposer: coalition, proposed: 1, rival: STATEMENT.right, rivalSponsor: honest },
  { proposer: coalition, proposed: 1, rival: STATEMENT.otherLie, rivalSponsor: coalition },
];
const TRIES = 4000;
/** What some schedule has to come to. */
const CLASSES = [
  ...["claimed", "taken over", "claimed again", "claimed in the second generation", "committed", "merged"],
  ...["committed to what was proved wrong", "silenced", "openDuel", "a move", "a fault proved in a duel"],
  ...["a move of the dead", "a fault proved by the dead", "a trace that begins a duel", "a trace without a duel"],
  ...["a fault proved without a duel", "the right side timed out", "a wrong side timed out", "reopened", "given up"],
  ...["void", "the right answer", "a wrong answer"],
];

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
});

afterAll(() => at?.world.stop());

test("every class of the model's schedules goes on the real contracts as in the model", async () => {
  const seed = Random.seed();
  const random = new Random(seed);
  const { schedules, labels } = schedulesOfEveryClass(random, RULES, OPENINGS, TRIES);
  expect([...labels], `seed ${seed}`).toEqual(expect.arrayContaining(CLASSES));
  for (const { opening, calls } of schedules) {
    let state: ModelCase = opened(RULES, opening);
    const chain = await ModelOnChain.open(at, RULES, opening);
    await chain.expectState(state);
    for (let i = 0; i < calls.length; i++) {
      const { call, isAccepted } = calls[i];
      const where = `seed ${seed}, call ${i}: ${JSON.stringify(call)}`;
      if (call.type === "tick") {
        let ticks = 1;
        while (calls[i + 1]?.call.type === "tick") [i, ticks] = [i + 1, ticks + 1];
        await chain.pass(ticks);
        state = { ...state, now: state.now + ticks };
        continue;
      }
      const refusal = await chain.make(state, call).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(refusal === undefined ? "accepted" : String(refusal), where).toEqual(
        isAccepted ? "accepted" : expect.not.stringMatching("^accepted$"),
      );
      if (!isAccepted) continue;
      state = after(RULES, state, call) as ModelCase;
      await chain.expectState(state);
    }
  }
  await expectBalanced(at.world);
}, 600_000);
