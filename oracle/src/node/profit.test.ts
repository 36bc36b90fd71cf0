import { zeroAddress, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { DELIVER_AT, type Request } from "../chain/request.ts";
import {
  ANSWER_BASE_GAS,
  ANSWERS_PER_DISPUTE,
  COMMIT_GAS,
  FINALISE_GAS,
  FLOOR_PRICE_TIMES,
  WORST_DISPUTE_GAS,
} from "../limits.ts";
import { answerGas, answerProfitWei, balanceFloorWei, disputeReserveWei, floorPriceWei } from "./profit.ts";
import { Purse } from "./purse.ts";

const CONSUMER = "0x00000000000000000000000000000000000000cc";
const GWEI = 1_000_000_000n;

function request(changes: Partial<Request> = {}): Request {
  return {
    ...{ modelId: 1n, requester: CONSUMER, nonce: 0n, inputHash: zeroHash, callbackDataHash: zeroHash },
    ...{ callbackContract: zeroAddress, callbackGasLimit: 0n, callbackFeeWei: 0n, feeAmount: 0n },
    ...{ operatorRewardWei: 1_000_000n * GWEI, bondWei: 100n, deadline: 1_000, windowSeconds: 30 },
    ...{ deliverAt: DELIVER_AT.finality, blockNumber: 7n },
    ...changes,
  };
}

const callback = { callbackContract: CONSUMER, callbackGasLimit: 90_000n, callbackFeeWei: 450_000n * GWEI } as const;
const atAnswer = { ...callback, deliverAt: DELIVER_AT.answer } as const;
const PLAIN_GAS = ANSWER_BASE_GAS + FINALISE_GAS;

describe("gas of an answer", () => {
  test.each<[string, Partial<Request>, number, boolean, bigint]>([
    ["is that of posting and finalising", {}, 0, false, PLAIN_GAS],
    ["grows with its bytes", {}, 100, false, PLAIN_GAS + 4_000n],
    ["has a commitment where one is made", {}, 0, true, PLAIN_GAS + COMMIT_GAS],
    ["has the callback that comes with it", atAnswer, 0, false, PLAIN_GAS + 90_000n],
    ["has no callback that comes later", callback, 0, false, PLAIN_GAS],
    ["has no callback of nobody", { ...atAnswer, callbackContract: zeroAddress }, 0, false, PLAIN_GAS],
  ])("%s", (_name, changes, answerBytes, commitFirst, expected) => {
    expect(answerGas({ request: request(changes), answerBytes, callbackDataBytes: 0, commitFirst })).toBe(expected);
  });
});

describe("profit", () => {
  const reserve = WORST_DISPUTE_GAS / ANSWERS_PER_DISPUTE;
  test.each<[string, Partial<Request>, bigint, bigint]>([
    ["is the reward where gas is free", {}, 0n, 1_000_000n * GWEI],
    ["is less by gas and reserve", {}, GWEI, (1_000_000n - PLAIN_GAS - reserve) * GWEI],
    ["is negative where gas is dear", {}, 100n * GWEI, (1_000_000n - 100n * (PLAIN_GAS + reserve)) * GWEI],
    ["has the fee of a callback that comes with the answer", atAnswer, 0n, 1_450_000n * GWEI],
    ["has no fee of a callback that comes later", callback, 0n, 1_000_000n * GWEI],
    ["of nothing is a loss", { operatorRewardWei: 0n }, 1n, -(PLAIN_GAS + reserve)],
  ])("%s", (_name, changes, gasPriceWei, expected) => {
    const prospect = {
      request: request(changes),
      answerBytes: 0,
      callbackDataBytes: 0,
      commitFirst: false,
      gasPriceWei,
    };
    expect(answerProfitWei(prospect)).toBe(expected);
  });

  test("the reserve is rounded down by less than a wei a dispute", () => {
    for (const price of [0n, 1n, 999n, GWEI]) {
      expect(disputeReserveWei(price) * ANSWERS_PER_DISPUTE).toBeGreaterThan(
        WORST_DISPUTE_GAS * price - ANSWERS_PER_DISPUTE,
      );
    }
  });
});

describe("the price that disputes are reckoned with", () => {
  test.each<[string, bigint, bigint, bigint]>([
    ["is several times the present one", 3n, 1_000n, 3n * FLOOR_PRICE_TIMES],
    ["is never above what is paid at most", 300n, 1_000n, 1_000n],
    ["is that bound where gas is dearer already", 5_000n, 1_000n, 1_000n],
    ["is nothing where gas is free", 0n, 1_000n, 0n],
  ])("%s", (_name, gasPriceWei, maxFeeWei, expected) => {
    expect(floorPriceWei(gasPriceWei, maxFeeWei)).toBe(expected);
  });
});

describe("the purse", () => {
  const MAX_FEE = 2n;
  const floor = WORST_DISPUTE_GAS * MAX_FEE;

  /** One that was looked into, while gas costs more than the bound. */
  function purseWith(balanceWei: bigint): Purse {
    const purse = new Purse(MAX_FEE);
    purse.read(balanceWei);
    purse.priced(MAX_FEE);
    return purse;
  }

  test("affords nothing before it was looked into, and before the price of gas is known", () => {
    const purse = new Purse(MAX_FEE);
    purse.priced(0n);
    expect(purse.affords(0n)).toBe(false);
    const unpriced = new Purse(MAX_FEE);
    unpriced.read(floor);
    expect([unpriced.floorWei, unpriced.affords(0n)]).toEqual([undefined, false]);
  });

  test("keeps the worst dispute of one more answer, and of each that there is", () => {
    const purse = purseWith(floor + 10n);
    expect([purse.affords(10n), purse.affords(11n)]).toEqual([true, false]);
    purse.disputed(2);
    expect(purse.floorWei).toBe(balanceFloorWei(2, MAX_FEE));
    purse.read(3n * floor + 10n);
    expect([purse.affords(10n), purse.affords(11n)]).toEqual([true, false]);
  });

  test("asks for less while gas is cheap", () => {
    const purse = new Purse(1_000n * MAX_FEE);
    purse.read(WORST_DISPUTE_GAS * FLOOR_PRICE_TIMES * 7n + 1n);
    purse.priced(7n);
    expect([purse.affords(1n), purse.affords(2n)]).toEqual([true, false]);
  });

  test("counts what is on its way, what was mined until a balance is read, and neither twice", () => {
    const purse = purseWith(floor + 10n);
    purse.reserved(8n);
    expect([purse.affords(2n), purse.affords(3n)]).toEqual([true, false]);
    // Mined: it cost less than it might have.
    purse.reserved(0n);
    purse.spent(6n);
    expect([purse.affords(4n), purse.affords(5n)]).toEqual([true, false]);
    expect(purse.balanceWei).toBe(floor + 4n);
    purse.read(floor + 4n);
    expect([purse.affords(4n), purse.affords(5n)]).toEqual([true, false]);
  });
});
