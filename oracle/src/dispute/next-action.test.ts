import { PHASE } from "@openimo/runtime/dispute";
import { type Hex, padHex, zeroAddress, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { CLAIM_STATUS, VERDICT } from "./court-types.ts";
import { type CaseView, keyText, nextAction } from "./next-action.ts";
import type { KnownClaim } from "./read-case.ts";
import type { KnownDuel } from "./read-duels.ts";

const word = (hex: Hex) => padHex(hex, { size: 32 });
const RIGHT = word("0x0a");
const WRONG = word("0x0b");
const TRACE = word("0x7a");
const OTHER_TRACE = word("0x7b");
const COMMIT_END = 1_000;
const CLAIMS_END = 2_000;
const STALEMATE_SECONDS = 300;
const SETTLED = 7;

type ClaimChanges = {
  readonly outputHash?: Hex;
  readonly traceRoot?: Hex;
  readonly status?: number;
  readonly generation?: number;
};

/** A claim of the right answer with the right trace, with changes. */
function claim(id: Hex, changes: ClaimChanges = {}): KnownClaim {
  const { outputHash = RIGHT, traceRoot = TRACE, status = CLAIM_STATUS.live, generation = 1 } = changes;
  return {
    id: word(id),
    key: { generation, attempt: 0, outputHash, traceRoot },
    output: "0x",
    top: [],
    state: { sponsor: zeroAddress, number: 1, status, priority: 0, generation },
  };
}

const own = claim("0x01");
const rival = claim("0x02", { outputHash: WRONG, traceRoot: OTHER_TRACE });

type DuelPlace = { readonly phase?: number; readonly turnAt?: number; readonly seconds?: number };

/** A duel in which `mover` has to act, by default until 540 seconds. */
function duel(
  mover: KnownClaim,
  other: KnownClaim,
  { phase = PHASE.move, turnAt = 500, seconds = 40 }: DuelPlace = {},
) {
  const isSecond = mover.id > other.id;
  const place =
    (BigInt(phase) << 80n) | (BigInt(isSecond) << 88n) | (BigInt(turnAt) << 96n) | (BigInt(seconds) << 136n);
  const turn = {
    state: { place, movesHash: zeroHash, moverNode: zeroHash, otherNode: zeroHash },
    shown: [],
    preimage: "0x",
    actor: zeroAddress,
    transactionHash: zeroHash,
  } as const;
  const [first, second] = isSecond ? [other.id, mover.id] : [mover.id, other.id];
  return {
    id: zeroHash,
    duel: { caseId: zeroHash, programRoot: zeroHash, first, second },
    turns: [turn],
  } satisfies KnownDuel;
}

type Changes = { readonly view?: Partial<CaseView>; readonly state?: Partial<CaseView["state"]> };

/** A case early in its time: somebody else answered wrongly and has no trace yet, the right answer is claimed. */
function view({ view: changes, state }: Changes = {}): CaseView {
  return {
    now: 500,
    openedCase: {
      ...{ escrow: zeroAddress, subject: 1n, programRoot: zeroHash, weightsRoot: zeroHash, inputHash: zeroHash },
      ...{ seed: padHex("0x", { size: 16 }), requester: zeroAddress, bondWei: 1n, proposer: zeroAddress },
      ...{ outputHash: WRONG, windowEnd: 900 },
    },
    state: {
      ...{ claimsEnd: CLAIMS_END, commitEnd: COMMIT_END, claimCount: 2, liveCount: 2, generation: 1 },
      ...{ verdict: VERDICT.none, proposerStatus: CLAIM_STATUS.live },
      ...state,
    },
    claims: [own],
    duels: [],
    ...{ outputHash: RIGHT, traceRoot: TRACE, isProposer: false },
    ...{ stalemateSeconds: STALEMATE_SECONDS, skipped: new Set<string>() },
    ...changes,
  };
}

/** The same when the proposer has a trace, so that its claim can be fought. */
const fought = ({ view: changes, state }: Changes = {}) =>
  view({ view: { claims: [own, rival], ...changes }, state: { proposerStatus: CLAIM_STATUS.merged, ...state } });

describe("the proposer's trace", () => {
  const rightAnswer = { ...view().openedCase, outputHash: RIGHT };

  test("is committed to by the proposer who was right", () => {
    expect(nextAction(view({ view: { isProposer: true, openedCase: rightAnswer, claims: [rival] } }))).toEqual({
      type: "commitTrace",
      rival,
    });
  });

  test("is not committed to by a stranger, who claims instead", () => {
    expect(nextAction(view({ view: { openedCase: rightAnswer, claims: [] } }))).toEqual({ type: "claim" });
  });

  test("is not committed to by a proposer who was wrong, who claims the right answer too", () => {
    expect(nextAction(view({ view: { isProposer: true, claims: [] } }))).toEqual({ type: "claim" });
  });

  test("can be committed to in the last second, and is given up after it", () => {
    const late = (now: number) =>
      nextAction(view({ view: { now, isProposer: true, openedCase: rightAnswer, claims: [rival] } }));
    expect(late(COMMIT_END)).toEqual({ type: "commitTrace", rival });
    expect(late(COMMIT_END + 1)).toEqual({ type: "silence" });
  });

  test("is waited for while there is time", () => {
    expect(nextAction(view())).toEqual({ type: "wait", reason: "other claims may still come" });
  });
});

describe("a rival", () => {
  test("without a duel is challenged", () => {
    expect(nextAction(fought())).toEqual({ type: "openDuel", own, rival });
  });

  test("that was eliminated is left alone", () => {
    for (const status of [CLAIM_STATUS.timedOut, CLAIM_STATUS.faulted, CLAIM_STATUS.merged, SETTLED]) {
      const gone = claim("0x02", { outputHash: WRONG, traceRoot: OTHER_TRACE, status });
      expect(nextAction(fought({ view: { claims: [own, gone] } })).type).toBe("wait");
    }
  });

  test("of another generation is left alone", () => {
    const old = claim("0x02", { outputHash: WRONG, traceRoot: OTHER_TRACE });
    const again = claim("0x03", { generation: 2 });
    const action = nextAction(fought({ view: { claims: [old, again] }, state: { generation: 2 } }));
    expect(action).toEqual({ type: "wait", reason: "other claims may still come" });
  });

  test("with the right answer and another trace is one too", () => {
    const twin = claim("0x02", { traceRoot: OTHER_TRACE });
    expect(nextAction(fought({ view: { claims: [twin, own] } }))).toEqual({ type: "openDuel", own, rival: twin });
  });

  test("is waited for while it has to act", () => {
    const now = 540;
    const action = nextAction(fought({ view: { now, duels: [duel(rival, own)] } }));
    expect(action).toEqual({ type: "wait", reason: "the other side's time runs" });
  });

  test("that did not act in time loses", () => {
    const known = duel(rival, own);
    expect(nextAction(fought({ view: { now: 541, duels: [known] } }))).toEqual({ type: "timeout", duel: known });
  });

  test("is answered when the turn is one's own, to the last second", () => {
    const known = duel(own, rival);
    for (const now of [501, 540]) {
      expect(nextAction(fought({ view: { now, duels: [known] } }))).toEqual({ type: "move", own, duel: known });
    }
  });

  test("against whom one's time ran out makes one fall before the claims end, to claim again", () => {
    const known = duel(own, rival);
    const late = (now: number) => nextAction(fought({ view: { now, duels: [known] } }));
    expect(late(541)).toEqual({ type: "timeout", duel: known });
    expect(late(CLAIMS_END - 1)).toEqual({ type: "timeout", duel: known });
    const end = CLAIMS_END + STALEMATE_SECONDS;
    for (const now of [CLAIMS_END, end - 1]) expect(late(now).type).toBe("wait");
    // The rival wins as soon as it calls the time, so the case is opened again before.
    expect(late(end)).toMatchObject({ type: "conclude", winner: { traceRoot: zeroHash } });
    // While it is the rival's time that runs, nothing is given up.
    const others = duel(rival, own, { turnAt: end });
    expect(nextAction(fought({ view: { now: end, duels: [others] } })).type).toBe("wait");
  });

  test.each([PHASE.prove, PHASE.end])("is proved wrong after one's time too, in phase %i", (phase) => {
    const known = duel(own, rival, { phase });
    expect(nextAction(fought({ view: { now: 5_000, duels: [known] } }))).toEqual({ type: "move", own, duel: known });
  });

  test("is fought although another one's time runs", () => {
    const third = claim("0x03", { outputHash: WRONG, traceRoot: word("0x7c") });
    const changes = { claims: [rival, own, third], duels: [duel(rival, own)] };
    expect(nextAction(fought({ view: changes }))).toEqual({ type: "openDuel", own, rival: third });
  });

  test("in a duel with somebody else is challenged all the same", () => {
    const third = claim("0x03", { outputHash: WRONG, traceRoot: word("0x7c") });
    const changes = { claims: [own, rival, third], duels: [duel(rival, third)] };
    expect(nextAction(fought({ view: changes }))).toEqual({ type: "openDuel", own, rival });
  });
});

describe("without a living claim", () => {
  const none = (now: number, claims: readonly KnownClaim[], liveCount = 1) =>
    nextAction(fought({ view: { now, claims }, state: { liveCount } }));

  test("the right answer is claimed until claims end", () => {
    expect(none(CLAIMS_END - 1, [rival])).toEqual({ type: "claim" });
    expect(none(CLAIMS_END, [rival])).toEqual({ type: "lost" });
  });

  test("several wrong ones are waited for until they are given up, and then the case is reopened", () => {
    const third = claim("0x03", { outputHash: WRONG, traceRoot: word("0x7c") });
    const stale = (now: number, liveCount: number) => none(now, [rival, third], liveCount);
    const end = CLAIMS_END + STALEMATE_SECONDS;
    for (const now of [CLAIMS_END, end - 1]) expect(stale(now, 2).type).toBe("wait");
    expect(stale(end, 2)).toMatchObject({ type: "conclude", winner: { traceRoot: zeroHash } });
    expect(stale(end, 3).type).toBe("conclude");
    for (const now of [CLAIMS_END, end]) expect(stale(now, 1)).toEqual({ type: "lost" });
  });

  test("what was proved wrong gains nothing by a case that is reopened", () => {
    const faulted = claim("0x01", { status: CLAIM_STATUS.faulted });
    for (const now of [CLAIMS_END, CLAIMS_END + STALEMATE_SECONDS]) {
      expect(none(now, [faulted, rival], 2)).toEqual({ type: "lost" });
    }
  });

  test("a claim that timed out is made again", () => {
    expect(none(500, [claim("0x01", { status: CLAIM_STATUS.timedOut }), rival])).toEqual({ type: "claim" });
  });

  test("one that was proved wrong is not", () => {
    expect(none(500, [claim("0x01", { status: CLAIM_STATUS.faulted }), rival])).toEqual({ type: "lost" });
  });

  test("another trace's fault is none of one's own", () => {
    const twin = claim("0x01", { status: CLAIM_STATUS.faulted, traceRoot: OTHER_TRACE });
    expect(none(500, [twin, rival])).toEqual({ type: "claim" });
  });

  test("a claim of the first generation is made again in the second", () => {
    const action = nextAction(fought({ view: { claims: [own] }, state: { generation: 2, liveCount: 0 } }));
    expect(action).toEqual({ type: "claim" });
  });

  test("a case without any is reopened, or ended, naming no winner", () => {
    expect(none(CLAIMS_END, [], 0)).toEqual({
      type: "conclude",
      winner: { generation: 1, attempt: 0, outputHash: WRONG, traceRoot: zeroHash },
    });
  });
});

describe("the verdict", () => {
  const alone = (now: number, liveCount = 1) =>
    nextAction(fought({ view: { now, claims: [own] }, state: { liveCount } }));

  test("is taken from the end of claims on, by the one that lives", () => {
    expect(alone(CLAIMS_END - 1)).toEqual({ type: "wait", reason: "other claims may still come" });
    expect(alone(CLAIMS_END)).toEqual({ type: "conclude", winner: own.key });
  });

  test("is not taken while the court counts another that lives", () => {
    expect(alone(CLAIMS_END, 2).type).toBe("wait");
  });
});

describe("after the verdict", () => {
  const decided = (claims: readonly KnownClaim[], proposerStatus: number, verdict: number = VERDICT.answer) =>
    nextAction(fought({ view: { claims }, state: { verdict, proposerStatus } }));
  const winner = claim("0x01", { status: CLAIM_STATUS.winner });

  test.each(["live", "timedOut", "faulted", "silent"] as const)(
    "the bond of a claim that is %s is shared out",
    (name) => {
      const lost = claim("0x02", { outputHash: WRONG, status: CLAIM_STATUS[name] });
      expect(decided([winner, lost], CLAIM_STATUS.merged)).toEqual({ type: "settle", loser: lost.key });
    },
  );

  test("the proposer's without a trace comes first", () => {
    expect(decided([winner, rival], CLAIM_STATUS.silent)).toEqual({
      type: "settle",
      loser: { generation: 1, attempt: 0, outputHash: WRONG, traceRoot: zeroHash },
    });
  });

  test("those of both generations are shared out", () => {
    const old = claim("0x02", { outputHash: WRONG, generation: 1 });
    const action = nextAction(
      fought({ view: { claims: [winner, old] }, state: { verdict: VERDICT.answer, generation: 2 } }),
    );
    expect(action).toEqual({ type: "settle", loser: old.key });
  });

  test("one that can't be shared out holds up no other", () => {
    const [one, two] = [rival, claim("0x03", { outputHash: WRONG, traceRoot: word("0x7c") })];
    const settling = (...skipped: readonly KnownClaim[]) =>
      nextAction(
        fought({
          view: { claims: [winner, one, two], skipped: new Set(skipped.map(({ key }) => keyText(key))) },
          state: { verdict: VERDICT.answer },
        }),
      );
    expect(settling()).toEqual({ type: "settle", loser: one.key });
    expect(settling(one)).toEqual({ type: "settle", loser: two.key });
    expect(settling(one, two)).toEqual({ type: "none" });
  });

  test("those of a void case are, too", () => {
    expect(decided([own], SETTLED, VERDICT.void)).toEqual({ type: "settle", loser: own.key });
  });

  test("there is nothing to do once all are settled, returned or won", () => {
    const settled = claim("0x02", { outputHash: WRONG, status: SETTLED });
    const merged = claim("0x03", { status: CLAIM_STATUS.merged });
    expect(decided([winner, settled, merged], SETTLED)).toEqual({ type: "none" });
  });
});
