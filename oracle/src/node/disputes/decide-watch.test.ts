import { padHex, zeroAddress, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { DELIVER_AT, STATUS } from "../../chain/request.ts";
import { CHECK_RETRY_SECONDS, CLAIM_COMMIT_MARGIN_SECONDS, DISPUTE_GAS } from "../../limits.ts";
import { decideWatch } from "./decide-watch.ts";
import type { WatchView } from "./view.ts";

const WATCHER = "0x00000000000000000000000000000000000000aa";
const OTHER = "0x00000000000000000000000000000000000000bb";
const RIGHT = padHex("0x0a", { size: 32 });
const WRONG = padHex("0x0b", { size: 32 });
const DEADLINE = 1_000;
const WINDOW_END = 2_000;
const BOND_WEI = 1_000_000_000n;

type Changes = {
  readonly view?: Partial<WatchView>;
  readonly state?: Partial<WatchView["state"]>;
  readonly purse?: Partial<WatchView["purse"]>;
};

/** Somebody's answer early in its window, of a model that is watched; it was not looked at. */
function view({ view: changes, state, purse }: Changes = {}): WatchView {
  return {
    now: 1_100,
    account: WATCHER,
    request: {
      ...{ modelId: 1n, requester: OTHER, nonce: 0n, inputHash: zeroHash, callbackContract: zeroAddress },
      ...{ callbackGasLimit: 0n, callbackDataHash: zeroHash, feeAmount: 10n, operatorRewardWei: 5n },
      ...{ callbackFeeWei: 0n, bondWei: BOND_WEI, deadline: DEADLINE, windowSeconds: 900 },
      ...{ deliverAt: DELIVER_AT.finality, blockNumber: 7n },
    },
    state: {
      ...{ status: STATUS.answered, proposer: OTHER, windowEnd: WINDOW_END, outputHash: WRONG },
      ...{ delivered: false, deliverySucceeded: false, seedSalt: "0x00000000", ...state },
    },
    ...{ unwatched: undefined, cares: true, wasDisputed: false },
    ...{ check: { type: "none" }, confirmation: { type: "none" }, commitment: "none", inFlight: false },
    purse: { stakedWei: 0n, maximumStakeWei: 10n * BOND_WEI, gasPriceWei: 1n, minimumGainWei: 0n, ...purse },
    ...changes,
  };
}

const different = { check: { type: "computed", outputHash: RIGHT } } as const;
const wrong = { ...different, confirmation: { type: "agreed", outputHash: RIGHT } } as const;

/** What was decided about a wrong answer, with changes. */
const aboutWrong = ({ view: changes, ...rest }: Changes = {}) =>
  decideWatch(view({ ...rest, view: { ...wrong, ...changes } }));

describe("an answer", () => {
  test("that isn't there yet is waited for until the deadline, and then left", () => {
    const open = { status: STATUS.open, proposer: zeroAddress };
    expect(decideWatch(view({ state: open, view: { now: DEADLINE } }))).toMatchObject({ until: DEADLINE + 1 });
    expect(decideWatch(view({ state: open, view: { now: DEADLINE + 1 } })).type).toBe("leave");
  });

  test("of one's own is not checked, and stays in sight while it can be contradicted", () => {
    const own = (now: number) => decideWatch(view({ state: { proposer: WATCHER }, view: { now } }));
    expect(own(WINDOW_END - 1)).toMatchObject({ type: "wait", until: WINDOW_END });
    expect(own(WINDOW_END).type).toBe("leave");
  });

  test("that is not to be checked stays in sight, since somebody may contradict it", () => {
    expect(decideWatch(view({ view: { unwatched: "its bond is below the minimum" } }))).toEqual({
      ...{ type: "wait", reason: "its bond is below the minimum", until: WINDOW_END },
    });
  });

  test("is checked once, and let be when it is right", () => {
    expect(decideWatch(view())).toEqual({ type: "check" });
    expect(decideWatch(view({ view: { check: { type: "running" } } })).type).toBe("wait");
    const right = view({ view: { check: { type: "computed", outputHash: WRONG } } });
    expect(decideWatch(right)).toEqual({ type: "wait", reason: "its answer is right", until: WINDOW_END });
  });

  test("of a request that the chain doesn't know is looked for again, as long as it could be answered", () => {
    const at = (now: number) => decideWatch(view({ state: { status: STATUS.unknown }, view: { now } }));
    expect(at(DEADLINE)).toMatchObject({ type: "wait", until: DEADLINE + CHECK_RETRY_SECONDS });
    expect(at(DEADLINE + 1).type).toBe("leave");
  });
});

describe("what can't be verified", () => {
  test("is never contradicted, whatever failed, to the last second", () => {
    const failed = { type: "failed", reason: "the RPC has no input" } as const;
    for (const now of [1_100, WINDOW_END - 1]) {
      for (const changes of [{ check: failed }, { ...different, confirmation: failed }]) {
        expect(decideWatch(view({ view: { now, ...changes } }))).toEqual({
          ...{ type: "wait", reason: "it can't be verified: the RPC has no input", until: WINDOW_END },
          isUnverifiable: true,
        });
      }
    }
  });

  test("is left without an alert when its window is over: nobody knows whether it was wrong", () => {
    const failed = { type: "failed", reason: "no input" } as const;
    const decision = decideWatch(view({ view: { now: WINDOW_END, check: failed } }));
    expect(decision).toEqual({ type: "leave", reason: "its window is over" });
  });
});

describe("an answer that one run finds different", () => {
  test("is run again before anything is sent", () => {
    expect(decideWatch(view({ view: different }))).toEqual({ type: "confirm" });
    const running = view({ view: { ...different, confirmation: { type: "running" } } });
    expect(decideWatch(running).type).toBe("wait");
  });

  test("is not contradicted when the executions disagree among themselves, which is told", () => {
    for (const confirmation of [{ type: "disagreed" }, { type: "agreed", outputHash: WRONG }] as const) {
      const decision = decideWatch(view({ view: { ...different, confirmation } }));
      expect(decision).toMatchObject({ type: "wait", alert: "executionsDisagree" });
    }
  });

  test("is not contradicted because the second ones agree when the first one found it right", () => {
    const check = { type: "computed", outputHash: WRONG } as const;
    expect(aboutWrong({ view: { check } }).type).toBe("wait");
  });
});

describe("a wrong answer", () => {
  test("is committed against first, then contradicted", () => {
    expect(aboutWrong()).toEqual({ type: "commit" });
    expect(aboutWrong({ view: { commitment: "sent" } }).type).toBe("wait");
    expect(aboutWrong({ view: { commitment: "counts" } })).toEqual({ type: "contradict" });
    expect(aboutWrong({ view: { commitment: "off" } })).toEqual({ type: "contradict" });
  });

  test("is contradicted without a commitment when there is no time for one", () => {
    const at = (now: number, commitment: WatchView["commitment"]) => aboutWrong({ view: { now, commitment } }).type;
    const last = WINDOW_END - CLAIM_COMMIT_MARGIN_SECONDS;
    expect(at(last - 1, "none")).toBe("commit");
    expect(at(last, "none")).toBe("contradict");
    expect(at(last, "sent")).toBe("contradict");
    expect(at(WINDOW_END - 1, "none")).toBe("contradict");
  });

  test("is told when its window ended uncontradicted", () => {
    expect(aboutWrong({ view: { now: WINDOW_END } })).toMatchObject({ alert: "wrongAnswerUncontested" });
  });

  test("is contradicted once", () => {
    expect(aboutWrong({ view: { inFlight: true } }).type).toBe("wait");
  });

  test("costs no more than is allowed at one time", () => {
    const purse = { maximumStakeWei: 3n * BOND_WEI };
    expect(aboutWrong({ purse: { ...purse, stakedWei: 2n * BOND_WEI } }).type).toBe("commit");
    expect(aboutWrong({ purse: { ...purse, stakedWei: 2n * BOND_WEI + 1n } })).toMatchObject({
      ...{ type: "wait", alert: "wrongAnswerLeft" },
    });
  });

  test("is left when it brings too little, except by who doesn't look at that", () => {
    // Four tenths of the bond and the reward, less the gas.
    const gainWei = (BOND_WEI * 4n) / 10n + 5n - DISPUTE_GAS;
    expect(aboutWrong({ purse: { minimumGainWei: gainWei } }).type).toBe("commit");
    expect(aboutWrong({ purse: { minimumGainWei: gainWei + 1n } })).toMatchObject({ alert: "wrongAnswerLeft" });
    expect(aboutWrong({ purse: { gasPriceWei: BOND_WEI } })).toMatchObject({ alert: "wrongAnswerLeft" });
    expect(aboutWrong({ purse: { gasPriceWei: BOND_WEI, minimumGainWei: undefined } }).type).toBe("commit");
  });
});

describe("a dispute", () => {
  test("is played by who cares", () => {
    expect(decideWatch(view({ state: { status: STATUS.disputed } }))).toEqual({ type: "play" });
    expect(decideWatch(view({ state: { status: STATUS.disputed }, view: { cares: false } })).type).toBe("leave");
  });

  test.each([STATUS.final, STATUS.void])(
    "that is decided (%i) is played on for its bonds, if there was one",
    (status) => {
      expect(decideWatch(view({ state: { status }, view: { wasDisputed: true } }))).toEqual({ type: "play" });
      expect(decideWatch(view({ state: { status } })).type).toBe("leave");
    },
  );
});
