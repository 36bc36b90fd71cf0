import type { Request } from "../chain/request.ts";
import type { Money } from "./chain-reader.ts";

type Minimums = {
  readonly settleMinimumWei: bigint;
  readonly withdrawMinimumWei: bigint;
};

/** Actions that bring the account nothing by themselves, and those of which the request tells what they bring at the most. */
const WITHOUT_GAIN: ReadonlySet<string> = new Set(["propose", "commit", "takeOver"]);
const WITH_KNOWN_GAIN: ReadonlySet<string> = new Set(["finalise", "deliver"]);

/**
 * The most that the oracle may owe by now: what was read, and what own transactions brought since. The chain is asked again only when
 * that is enough to be moved; what others bring is found when it is asked now and then.
 */
export class Owed {
  #creditWei = 0n;
  #unsettled = new Map<bigint, bigint>();
  /** Whether something came since it was read, of which it isn't known how much. */
  #isUnknown = true;
  #isNews = true;

  read({ creditWei, unsettled }: Money, modelIds: readonly bigint[]): void {
    this.#creditWei = creditWei;
    this.#unsettled = new Map(modelIds.map((id, i) => [id, unsettled[i]]));
    this.#isUnknown = false;
    this.#isNews = false;
  }

  /** An own transaction was mined. @param request What it is about, where that is known. */
  mined(kind: string, request: Request | undefined): void {
    if (WITHOUT_GAIN.has(kind)) return;
    this.#isNews = true;
    if (request === undefined || !WITH_KNOWN_GAIN.has(kind)) {
      this.#isUnknown = true;
      return;
    }
    const { modelId, bondWei, operatorRewardWei, callbackFeeWei, feeAmount } = request;
    this.#creditWei += bondWei + operatorRewardWei + 2n * callbackFeeWei;
    const before = this.#unsettled.get(modelId);
    if (before !== undefined) this.#unsettled.set(modelId, before + feeAmount);
  }

  /** Whether something came since it was read, and there may be enough to move now. */
  mayMove({ settleMinimumWei, withdrawMinimumWei }: Minimums): boolean {
    const isEnough = (wei: bigint, minimumWei: bigint) => wei > 0n && wei >= minimumWei;
    const mayWithdraw = isEnough(this.#creditWei, withdrawMinimumWei);
    const maySettle = () => [...this.#unsettled.values()].some((wei) => isEnough(wei, settleMinimumWei));
    return this.#isNews && (this.#isUnknown || mayWithdraw || maySettle());
  }
}
