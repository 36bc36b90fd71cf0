import { expect, test } from "vitest";
import { createMetrics } from "../metrics/create-metrics.ts";
import { Dispatches } from "./dispatches.ts";
import { Purse } from "./purse.ts";

const BALANCE_WEI = 1_000n;

function follow() {
  const metrics = createMetrics();
  const purse = new Purse(1n);
  purse.read(BALANCE_WEI);
  const lines = async (name: string) =>
    (await metrics.page()).text
      .split("\n")
      .filter((line) => line.startsWith(`openimo_${name}`) && !line.endsWith(" 0"));
  return { dispatches: new Dispatches(metrics.node, purse), purse, lines };
}

const action = { kind: "propose", valueWei: 100n, costWei: 7n, seconds: 12 } as const;

test.each([
  ["done", "done", BALANCE_WEI - 107n, 7],
  // A revert gives the value back, not the gas.
  ["reverted", "reverted", BALANCE_WEI - 7n, 7],
  ["replaced", "cancelled", BALANCE_WEI - 7n, 7],
] as const)("what became %s counts as %s, with what it cost", async (result, outcome, leftWei, gasWei) => {
  const { dispatches, purse, lines } = follow();
  dispatches.published("propose");
  dispatches.ended({ ...action, result });
  expect(await lines("txmgr_ended_total")).toEqual([
    `openimo_txmgr_ended_total{action="propose",outcome="${outcome}"} 1`,
  ]);
  expect(await lines("gas_spent_wei_total")).toEqual([`openimo_gas_spent_wei_total{action="propose"} ${gasWei}`]);
  expect(purse.spendableWei).toBe(leftWei);
});

test.each(["superseded", "returned"] as const)("what was %s has spent nothing", async (result) => {
  const { dispatches, purse, lines } = follow();
  dispatches.ended({ ...action, costWei: undefined, result });
  expect(await lines("gas_spent_wei_total")).toEqual([]);
  expect(await lines("txmgr_ended_total")).toEqual([
    `openimo_txmgr_ended_total{action="propose",outcome="${result}"} 1`,
  ]);
  expect(purse.spendableWei).toBe(BALANCE_WEI);
});

test("what is on its way is reserved, and told with the nonces", async () => {
  const { dispatches, purse, lines } = follow();
  dispatches.stands({ pending: 2, oldestSeconds: 30, reservedWei: 400n, nextNonce: 9, nonceGap: 1 });
  dispatches.raised("claim");
  expect(purse.spendableWei).toBe(BALANCE_WEI - 400n);
  expect(await lines("txmgr")).toEqual([
    'openimo_txmgr_fee_bumps_total{action="claim"} 1',
    "openimo_txmgr_pending_transactions 2",
    "openimo_txmgr_pending_age_seconds 30",
    "openimo_txmgr_current_nonce 9",
    "openimo_txmgr_nonce_gap 1",
  ]);
});
