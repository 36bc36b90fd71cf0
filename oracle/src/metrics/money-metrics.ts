import type { Instruments } from "./instruments.ts";
import type { MoneyMetrics } from "./node-metrics.ts";

/** In doubles, as Prometheus keeps everything: exact to one part in 2^53, which is for watching and not for accounts. */
export function moneyMetrics({ counter, gauge }: Instruments): MoneyMetrics {
  const balance = gauge("balance_wei", "Ether of the node's account");
  const floor = gauge(
    "balance_floor_wei",
    "What the worst dispute of one more answer may need: below it nothing is answered",
  );
  const stakes = gauge("bonds_at_stake_wei", "Bonds behind own answers and claims that are not final");
  const credit = gauge("credit_wei", "Own credits at oracle and court that are not withdrawn");
  const earned = counter("earned_wei_total", "Rewards, callback fees and shares of lost bonds that became the node's");
  const gas = counter("gas_spent_wei_total", "Fees of own mined transactions", ["action"]);
  return {
    balance(balanceWei, floorWei) {
      balance.set(Number(balanceWei));
      floor.set(Number(floorWei));
    },
    bondsAtStake: (wei) => stakes.set(Number(wei)),
    credit: (wei) => credit.set(Number(wei)),
    earned: (wei) => earned.inc(Number(wei)),
    gasSpent: (action, wei) => gas.inc({ action }, Number(wei)),
  };
}
