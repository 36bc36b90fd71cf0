import { isAddressEqual, zeroAddress } from "viem";
import { DELIVER_AT, type Request } from "../chain/request.ts";
import {
  ANSWER_BASE_GAS,
  ANSWER_GAS_PER_BYTE,
  ANSWERS_PER_DISPUTE,
  COMMIT_GAS,
  FINALISE_GAS,
  FLOOR_PRICE_TIMES,
  WORST_DISPUTE_GAS,
} from "../limits.ts";

/** What an answer may cost and earn. */
export type Prospect = {
  readonly request: Request;
  /** Of the longest answer that the request can get. */
  readonly answerBytes: number;
  readonly callbackDataBytes: number;
  readonly commitFirst: boolean;
  /** Wei for a unit of gas. */
  readonly gasPriceWei: bigint;
};

type Work = Omit<Prospect, "gasPriceWei">;

/** Whether the callback is made by the answer's own transaction. */
const delivers = ({ deliverAt, callbackContract }: Request): boolean =>
  deliverAt === DELIVER_AT.answer && !isAddressEqual(callbackContract, zeroAddress);

/** Gas of an answer until it is final, if nobody contradicts it: `commit` where it is used, `propose` and `finalise`. */
export function answerGas({ request, answerBytes, callbackDataBytes, commitFirst }: Work): bigint {
  const callback = delivers(request) ? request.callbackGasLimit : 0n;
  const commitment = commitFirst ? COMMIT_GAS : 0n;
  const bytes = ANSWER_GAS_PER_BYTE * BigInt(answerBytes + callbackDataBytes);
  return ANSWER_BASE_GAS + bytes + callback + FINALISE_GAS + commitment;
}

/** What an answer earns when it is final, in wei. A callback at finality is a deed of its own, and is judged by itself. */
export function answerFeeWei(request: Request): bigint {
  return request.operatorRewardWei + (delivers(request) ? request.callbackFeeWei : 0n);
}

/** What is set aside of each answer for the disputes that some of them meet, in wei. */
export const disputeReserveWei = (gasPriceWei: bigint): bigint =>
  (WORST_DISPUTE_GAS * gasPriceWei) / ANSWERS_PER_DISPUTE;

/** Fee minus gas minus dispute reserve, in wei; negative for a loss. */
export function answerProfitWei(prospect: Prospect): bigint {
  const { request, gasPriceWei } = prospect;
  return answerFeeWei(request) - answerGas(prospect) * gasPriceWei - disputeReserveWei(gasPriceWei);
}

/** The price of a unit of gas that disputes are reckoned with, in wei: several times the present one, for it may rise. */
export function floorPriceWei(gasPriceWei: bigint, maxFeePerGasWei: bigint): bigint {
  const raisedWei = FLOOR_PRICE_TIMES * gasPriceWei;
  return raisedWei < maxFeePerGasWei ? raisedWei : maxFeePerGasWei;
}

/**
 * What the account must have beyond the bond of a further answer: the worst dispute, once for each that it takes part in now and once
 * for the next. A dispute that begins when others run finds its gas, and there is a warning before there is none for a further one.
 *
 * @param disputes That the account takes part in.
 * @param priceWei For a unit of gas.
 */
export function balanceFloorWei(disputes: number, priceWei: bigint): bigint {
  return BigInt(disputes + 1) * WORST_DISPUTE_GAS * priceWei;
}
