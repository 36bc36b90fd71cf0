import { type CaseAction, type CaseView, VERDICT } from "@openimo/player";
import { padHex, zeroAddress, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { PLAY_OUTAGE_MS, PLAY_REFUSALS_MOST, RPC_BACKOFF_LONGEST_MS } from "../limits.ts";
import { Patience } from "./patience.ts";

const POLL_MS = 200;
const CLAIMS_END = 2_000;
const SILENCE: CaseAction = { type: "silence" };
const CLAIM: CaseAction = { type: "claim" };

/** A case with as many claims as somebody has made of it. */
const viewOf = (claimCount: number, now = 500): CaseView => ({
  now,
  openedCase: {
    ...{ escrow: zeroAddress, subject: 1n, programRoot: zeroHash, weightsRoot: zeroHash, inputHash: zeroHash },
    ...{ seed: padHex("0x", { size: 16 }), requester: zeroAddress, bondWei: 1n, proposer: zeroAddress },
    ...{ outputHash: zeroHash, windowEnd: 900 },
  },
  state: {
    ...{ claimsEnd: CLAIMS_END, commitEnd: 1_000, claimCount, liveCount: 1, generation: 1 },
    ...{ verdict: VERDICT.none, proposerStatus: 1 },
  },
  ...{ claims: [], duels: [], outputHash: zeroHash, traceRoot: zeroHash, isProposer: false },
  ...{ stalemateSeconds: 300, skipped: new Set<string>() },
});

const times = <T>(count: number, act: () => T): T[] => Array.from({ length: count }, act);

describe("a refusal", () => {
  test("is tried again with growing pauses, and given up after so many that nothing has changed between", () => {
    const patience = new Patience(POLL_MS);
    const retries = times(PLAY_REFUSALS_MOST, () => patience.refused(CLAIM, viewOf(1)));
    expect(retries.slice(0, 3)).toEqual([200, 400, 800].map((pauseMs) => ({ pauseMs })));
    expect(retries.indexOf("giveUp")).toBe(PLAY_REFUSALS_MOST - 1);
  });

  test("is no evidence when the case has changed, or another action was refused", () => {
    const patience = new Patience(POLL_MS);
    for (let claims = 0; claims < 5 * PLAY_REFUSALS_MOST; claims++) {
      expect(patience.refused(CLAIM, viewOf(claims))).toEqual({ pauseMs: POLL_MS });
      expect(patience.refused(SILENCE, viewOf(claims))).toEqual({ pauseMs: POLL_MS });
    }
  });

  test("counts although time passes", () => {
    const patience = new Patience(POLL_MS);
    let now = 500;
    expect(times(PLAY_REFUSALS_MOST, () => patience.refused(CLAIM, viewOf(1, now++))).at(-1)).toBe("giveUp");
  });

  test("in a block is never given up, and its pauses stay bounded", () => {
    const patience = new Patience(POLL_MS);
    const pauses = times(50, () => patience.overtaken(CLAIM, viewOf(1)));
    expect(pauses[0]).toBe(POLL_MS);
    expect(pauses.at(-1)).toBe(RPC_BACKOFF_LONGEST_MS);
    expect(patience.refused(CLAIM, viewOf(1))).toEqual({ pauseMs: POLL_MS });
  });
});

describe("an RPC that fails", () => {
  test("is outlasted for minutes, before there was any look at the case", () => {
    const patience = new Patience(POLL_MS);
    expect(patience.failed(undefined, 0)).toEqual({ pauseMs: 500 });
    expect(patience.failed(undefined, 1)).toEqual({ pauseMs: 1_000 });
    expect(patience.failed(undefined, PLAY_OUTAGE_MS)).not.toBe("giveUp");
    expect(patience.failed(undefined, PLAY_OUTAGE_MS + 1)).toBe("giveUp");
  });

  test("is outlasted for as long as claims are taken", () => {
    const patience = new Patience(POLL_MS);
    expect(patience.failed(viewOf(1), 0)).not.toBe("giveUp");
    expect(patience.failed(viewOf(1), CLAIMS_END * 1_000)).not.toBe("giveUp");
    expect(patience.failed(viewOf(1), CLAIMS_END * 1_000 + 1)).toBe("giveUp");
  });

  test("that has answered in between begins anew", () => {
    const patience = new Patience(POLL_MS);
    patience.failed(undefined, 0);
    patience.answered();
    expect(patience.failed(undefined, PLAY_OUTAGE_MS + 1)).toEqual({ pauseMs: 500 });
  });
});
