import { type CaseView, CLAIM_STATUS, type KnownClaim, type KnownDuel, VERDICT } from "@openimo/player";
import { PHASE } from "@openimo/runtime/dispute";
import { type Hex, padHex, zeroAddress, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { CLAIM_COMMIT_MARGIN_SECONDS, FEE_HASTE_SECONDS } from "../../limits.ts";
import { decideCase, decideNeutrally, type Stance } from "./decide-case.ts";

const word = (hex: Hex) => padHex(hex, { size: 32 });
const WATCHER = "0x00000000000000000000000000000000000000aa";
const OPERATOR = "0x00000000000000000000000000000000000000bb";
const FRIEND = "0x00000000000000000000000000000000000000cc";
const [RIGHT, WRONG, TRACE, OTHER_TRACE] = [word("0x0a"), word("0x0b"), word("0x7a"), word("0x7b")];
const COMMIT_END = 1_000;
const CLAIMS_END = 2_000;
const GRACE_SECONDS = 100;
const BOND_WEI = 1_000_000_000n;

type ClaimChanges = Partial<KnownClaim["state"]> & { readonly outputHash?: Hex; readonly traceRoot?: Hex };

/** A claim of the right answer with the right trace by the watcher, with changes. */
function claim(id: Hex, { outputHash = RIGHT, traceRoot = TRACE, ...state }: ClaimChanges = {}): KnownClaim {
  return {
    ...{ id: word(id), key: { generation: 1, attempt: 0, outputHash, traceRoot }, output: "0x", top: [] },
    state: { sponsor: WATCHER, number: 2, status: CLAIM_STATUS.live, priority: 50, generation: 1, ...state },
  };
}

const own = claim("0x01");
const friends = claim("0x01", { sponsor: FRIEND });
const rival = claim("0x02", { outputHash: WRONG, traceRoot: OTHER_TRACE, sponsor: OPERATOR });
const third = claim("0x03", { outputHash: WRONG, traceRoot: word("0x7c"), sponsor: OPERATOR });

/** A duel in which `mover` has to act until 540 seconds. */
function duel(mover: KnownClaim, other: KnownClaim, phase: number = PHASE.move): KnownDuel {
  const isSecond = mover.id > other.id;
  const place = (BigInt(phase) << 80n) | (BigInt(isSecond) << 88n) | (500n << 96n) | (40n << 136n);
  const [first, second] = isSecond ? [other.id, mover.id] : [mover.id, other.id];
  const state = { place, movesHash: zeroHash, moverNode: zeroHash, otherNode: zeroHash };
  const turn = { state, shown: [], preimage: "0x", actor: zeroAddress, transactionHash: zeroHash } as const;
  return { id: other.id, duel: { caseId: zeroHash, programRoot: zeroHash, first, second }, turns: [turn] };
}

type Changes = {
  readonly view?: Partial<CaseView>;
  readonly state?: Partial<CaseView["state"]>;
  readonly stance?: Partial<Stance>;
};

/** A wrong answer whose operator has committed to a trace; the watcher claims the right one. */
function view({ view: changes, state }: Changes = {}): CaseView {
  return {
    now: 500,
    openedCase: {
      ...{ escrow: zeroAddress, subject: 1n, programRoot: zeroHash, weightsRoot: zeroHash, inputHash: zeroHash },
      ...{ seed: padHex("0x", { size: 16 }), requester: zeroAddress, bondWei: BOND_WEI, proposer: OPERATOR },
      ...{ outputHash: WRONG, windowEnd: 900 },
    },
    state: {
      ...{ claimsEnd: CLAIMS_END, commitEnd: COMMIT_END, claimCount: 2, liveCount: 2, generation: 1 },
      ...{ verdict: VERDICT.none, proposerStatus: CLAIM_STATUS.merged },
      ...state,
    },
    ...{ claims: [own, rival], duels: [], skipped: new Set<string>(), stalemateSeconds: 300 },
    ...{ outputHash: RIGHT, traceRoot: TRACE, isProposer: false },
    ...changes,
  };
}

const stance = (changes: Partial<Stance> = {}): Stance => ({
  ...{ account: WATCHER, confirmation: { type: "agreed", outputHash: RIGHT }, commitment: "off" },
  ...{ committedBy: undefined, rewardWei: 5n, dueSeconds: () => 0, graceSeconds: GRACE_SECONDS },
  purse: { stakedWei: 0n, maximumStakeWei: 10n * BOND_WEI, gasPriceWei: 1n, minimumGainWei: 0n },
  inFlight: () => false,
  ...changes,
});

const decide = ({ stance: changes, ...rest }: Changes = {}) => decideCase(view(rest), stance(changes));
const steps = (changes: Changes = {}) =>
  decide(changes).map((decision) => (decision.type === "act" ? decision.step.type : decision.type));

describe("with own money in the case", () => {
  test("every duel is opened at once", () => {
    expect(steps({ view: { claims: [own, rival, third] } })).toEqual(["openDuel", "openDuel"]);
  });

  test("a proof goes on in haste after its turn, as long as nobody has called the time", () => {
    const duels = [duel(own, rival, PHASE.prove)];
    expect(decide({ view: { duels } })[0]).toMatchObject({ step: { type: "move" }, deadline: 540 });
    const now = 545;
    const [late] = decide({ view: { now, duels } });
    expect(late).toMatchObject({ step: { type: "move" }, deadline: now + FEE_HASTE_SECONDS });
  });

  test("a move has the turn's end as its deadline, and a name of its own in each state", () => {
    const [first] = decide({ view: { duels: [duel(own, rival)] } });
    expect(first).toMatchObject({ type: "act", step: { type: "move" }, deadline: 540 });
    const { turns, ...rest } = duel(own, rival);
    const [second] = decide({ view: { duels: [{ ...rest, turns: [turns[0], turns[0]] }] } });
    expect(second).toMatchObject({ type: "act", step: { type: "move" } });
    expect("key" in second && "key" in first && second.key === first.key).toBe(false);
  });

  test("what is on its way isn't sent again", () => {
    expect(steps({ stance: { inFlight: () => true } })).toEqual(["wait"]);
  });

  test("the own right answer is defended by its trace at once, without a second execution", () => {
    const openedCase = { ...view().openedCase, proposer: WATCHER, outputHash: RIGHT } as const;
    const changes = { openedCase, isProposer: true, claims: [rival] };
    const state = { proposerStatus: CLAIM_STATUS.live };
    const [decision] = decide({ view: changes, state, stance: { confirmation: { type: "none" } } });
    expect(decision).toMatchObject({ type: "act", step: { type: "commitTrace" }, deadline: COMMIT_END });
  });
});

describe("where it is about others' money", () => {
  const duels = [duel(friends, rival)];

  test("a step is left to them for a while, then taken", () => {
    const after = (seconds: number) =>
      steps({ view: { claims: [friends, rival], duels }, stance: { dueSeconds: () => seconds } });
    expect(after(GRACE_SECONDS - 1)).toEqual(["wait"]);
    expect(after(GRACE_SECONDS)).toEqual(["move"]);
  });

  test("a lost bond is shared out after a while", () => {
    const lost = { ...rival, state: { ...rival.state, status: CLAIM_STATUS.faulted } };
    const won = { ...friends, state: { ...friends.state, status: CLAIM_STATUS.winner } };
    const decided = { view: { claims: [won, lost] }, state: { verdict: VERDICT.answer } };
    expect(steps(decided)).toEqual(["wait"]);
    expect(steps({ ...decided, stance: { dueSeconds: () => GRACE_SECONDS } })).toEqual(["settle"]);
  });

  test("an operator who was right may commit to its trace first", () => {
    const openedCase = { ...view().openedCase, outputHash: RIGHT };
    const at = (now: number, proposerStatus: number) =>
      steps({ view: { now, openedCase, claims: [rival] }, state: { proposerStatus } });
    expect(at(COMMIT_END, CLAIM_STATUS.live)).toEqual(["wait"]);
    expect(at(COMMIT_END + 1, CLAIM_STATUS.silent)).toEqual(["act"].map(() => "claim"));
  });
});

describe("a claim", () => {
  const none = { claims: [rival] };

  test("puts up the bond that the next one costs", () => {
    const [decision] = decide({ view: none, state: { claimCount: 4 } });
    expect(decision).toMatchObject({ type: "act", step: { type: "claim" }, valueWei: 4n * BOND_WEI });
  });

  test("waits for two executions that agree", () => {
    const by = (confirmation: Stance["confirmation"]) => decide({ view: none, stance: { confirmation } })[0];
    expect(by({ type: "none" })).toEqual({ type: "confirm" });
    expect(by({ type: "running" }).type).toBe("wait");
    expect(by({ type: "failed", reason: "no input" }).type).toBe("wait");
    expect(by({ type: "disagreed" })).toMatchObject({ type: "wait", alert: "executionsDisagree" });
    expect(by({ type: "agreed", outputHash: WRONG })).toMatchObject({ type: "wait", alert: "executionsDisagree" });
  });

  test("is committed to first while there is time", () => {
    const last = CLAIMS_END - CLAIM_COMMIT_MARGIN_SECONDS;
    const at = (now: number, commitment: Stance["commitment"]) =>
      steps({ view: { ...none, now }, stance: { commitment } });
    expect(at(last - 1, "none")).toEqual(["commit"]);
    expect(at(last - 1, "sent")).toEqual(["wait"]);
    expect(at(last - 1, "counts")).toEqual(["claim"]);
    expect(at(last, "none")).toEqual(["claim"]);
  });

  test("is left when the stake would be too high, which is told", () => {
    const purse = { ...stance().purse, maximumStakeWei: BOND_WEI };
    expect(decide({ view: none, stance: { purse } })[0]).toMatchObject({ type: "wait", alert: "wrongAnswerLeft" });
  });

  test("that somebody copied is taken back by the older commitment, for that claim's bond", () => {
    const copied = { claims: [friends, rival] };
    const by = (committedBy: bigint | undefined, now = 500) =>
      decide({ view: { ...copied, now }, stance: { committedBy, commitment: "counts" } })[0];
    expect(by(49n)).toMatchObject({ type: "act", step: { type: "claim" }, valueWei: BOND_WEI });
    expect(by(50n)).toMatchObject({ type: "wait" });
    expect(by(undefined)).toMatchObject({ type: "wait" });
    expect(by(49n, CLAIMS_END)).not.toMatchObject({ step: { type: "claim" } });
  });

  test("is not made when all that can be claimed was proved wrong, which is told", () => {
    const faulted = { ...own, state: { ...own.state, status: CLAIM_STATUS.faulted } };
    expect(decide({ view: { claims: [faulted, rival] } })[0]).toMatchObject({ alert: "rightSideLost" });
  });
});

describe("without a side", () => {
  const neutral = (changes: Changes = {}) =>
    decideNeutrally(view(changes), stance({ dueSeconds: () => GRACE_SECONDS, ...changes.stance })).map((decision) =>
      decision.type === "act" ? decision.step.type : decision.type,
    );

  test("nothing is done for others while the case is open", () => {
    expect(neutral({ view: { claims: [friends, rival], now: CLAIMS_END }, state: { liveCount: 1 } })).toEqual(["wait"]);
  });

  test("a claim that is out of time is left alone: it may be the right one", () => {
    expect(neutral({ view: { now: 541, duels: [duel(own, rival)] } })).toEqual(["wait"]);
  });

  test("a case with own money is brought to its end, and bonds are shared out", () => {
    expect(neutral({ view: { now: CLAIMS_END, claims: [own] }, state: { liveCount: 1 } })).toEqual(["conclude"]);
    expect(neutral({ view: { now: CLAIMS_END }, state: { liveCount: 2 } })).toEqual(["wait"]);
    expect(neutral({ view: { now: CLAIMS_END + 300 }, state: { liveCount: 2 } })).toEqual(["conclude"]);
    const silent = { proposerStatus: CLAIM_STATUS.live };
    expect(neutral({ view: { now: COMMIT_END + 1 }, state: silent })).toEqual(["silence"]);
    expect(neutral({ view: { claims: [] }, state: { verdict: VERDICT.void, proposerStatus: 7 } })).toEqual(["done"]);
  });
});
