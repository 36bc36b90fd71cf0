import { isAddressEqual, zeroAddress } from "viem";
import { DELIVER_AT, STATUS } from "../chain/request.ts";
import { ANSWER_MARGIN_SECONDS, DELIVER_BASE_GAS, EXPIRE_GRACE_SECONDS, TAKE_OVER_GAS } from "../limits.ts";
import { answerProfitWei } from "./profit.ts";
import type { CreditView, RequestView, RevenueView, View } from "./view.ts";

type Deed = "answer" | "takeOver" | "finalise" | "deliver" | "expire" | "settle" | "withdraw";

/** The next move. `wait` is looked at again with the next block; `ignore` is done with for good. */
export type Action = { readonly type: Deed } | { readonly type: "wait" | "ignore"; readonly reason: string };

const act = (type: Deed): Action => ({ type });
const wait = (reason: string): Action => ({ type: "wait", reason });
const ignore = (reason: string): Action => ({ type: "ignore", reason });

/** Why an answer waits that could be given. Gas may get cheaper, and the account be filled up. */
export const BELOW_PROFIT_FLOOR = "it would earn less than the profit floor";
export const BELOW_BALANCE_FLOOR = "the account could not pay for a dispute about its answer";

/** The node's whole judgement: no clock, no chain, no memory beyond the view. */
export function decide(view: View): Action {
  switch (view.subject) {
    case "request":
      return decideRequest(view);
    case "revenue":
      return decideRevenue(view);
    case "credit":
      return decideCredit(view);
  }
}

function decideRequest(view: RequestView): Action {
  switch (view.state.status) {
    case STATUS.open:
      return decideOpen(view);
    case STATUS.answered:
      return decideAnswered(view);
    case STATUS.disputed:
      return decideDisputed(view);
    case STATUS.final:
      return decideFinal(view);
    case STATUS.void:
      return ignore("it ended without an answer");
    default:
      // Its event is of the chain that is read, so this block of the RPC's isn't, or is older; what is gone is taken back by the reader.
      return wait("the RPC does not know it at this block");
  }
}

function decideOpen(view: RequestView): Action {
  const { now, request } = view;
  if (!view.hasPackage) return ignore("no package of its model is loaded");
  if (!view.dataMatches) return ignore("its input or callback data has another hash than it committed to");
  if (!view.inputFits) return ignore("the program does not accept an input of this length");
  if (request.operatorRewardWei < view.minimumRewardWei) return ignore("its reward is below the minimum");
  if (view.inFlight) return wait("a transaction is on its way");
  if (now > request.deadline + EXPIRE_GRACE_SECONDS) return act("expire");
  if (now + ANSWER_MARGIN_SECONDS > request.deadline) return wait("its deadline is over or too near");
  if (request.deliverAt === DELIVER_AT.answer && !paysToAnswer(view))
    return wait("its callback costs more than it pays");
  if (view.profitFloorWei !== undefined && answerProfitWei(view) < view.profitFloorWei) return wait(BELOW_PROFIT_FLOOR);
  if (!view.hasReserve) return wait(BELOW_BALANCE_FLOOR);
  return act("answer");
}

function decideAnswered(view: RequestView): Action {
  if (!isOwn(view)) {
    if (view.mayTakeOver && view.now < view.state.windowEnd && view.hasReserve && paysToTakeOver(view)) {
      return view.inFlight ? wait("a transaction is on its way") : act("takeOver");
    }
    // Its callback may be worth making once the answer is final, or again if the answer is overturned.
    if (!mayDeliver(view) && !mayBeOverturned(view)) return ignore("another operator answered");
    return wait("another operator's answer is not final yet");
  }
  if (view.inFlight) return wait("a transaction is on its way");
  return view.now >= view.state.windowEnd ? act("finalise") : wait("its window runs");
}

/** The court decides, for whoever plays the dispute. The verdict may leave a callback to be made. */
function decideDisputed(view: RequestView): Action {
  return hasCallback(view) ? wait("its answer is disputed") : ignore("its answer is disputed");
}

function decideFinal(view: RequestView): Action {
  if (!mayDeliver(view)) return ignore("it is final");
  if (view.inFlight) return wait("a transaction is on its way");
  if (!view.hasOutput) return ignore("its output was not seen, so it can't be delivered");
  return act("deliver");
}

const hasCallback = ({ request }: RequestView): boolean => !isAddressEqual(request.callbackContract, zeroAddress);

/** A callback was made with the answer, and a second one is paid for if that answer is overturned. */
function mayBeOverturned(view: RequestView): boolean {
  return hasCallback(view) && view.request.deliverAt === DELIVER_AT.answer && paysToDeliver(view);
}

/** Only the first attempt is paid, and a consumer that refused once is its owner's to retry. */
function mayDeliver(view: RequestView): boolean {
  if (!hasCallback(view) || view.state.delivered) return false;
  return isOwn(view) || paysToDeliver(view);
}

/** A callback that comes with the answer costs its gas, and the reward is earned with it. */
function paysToAnswer({ request, gasPriceWei }: RequestView): boolean {
  return request.callbackFeeWei + request.operatorRewardWei >= request.callbackGasLimit * gasPriceWei;
}

/** The fee of the callback that came with the answer is earned with it. */
function paysToTakeOver({ request, gasPriceWei }: RequestView): boolean {
  const callbackWei = request.deliverAt === DELIVER_AT.answer ? request.callbackFeeWei : 0n;
  return request.operatorRewardWei + callbackWei >= TAKE_OVER_GAS * gasPriceWei;
}

/** A callback by itself is a transaction of its own and earns its fee only. */
function paysToDeliver({ request, gasPriceWei }: RequestView): boolean {
  return request.callbackFeeWei >= (request.callbackGasLimit + DELIVER_BASE_GAS) * gasPriceWei;
}

function isOwn({ operator, state }: RequestView): boolean {
  return isAddressEqual(state.proposer, operator);
}

function decideRevenue(view: RevenueView): Action {
  if (view.unsettledWei === 0n || view.unsettledWei < view.minimumWei) return wait("too little revenue");
  return view.inFlight ? wait("a transaction is on its way") : act("settle");
}

function decideCredit(view: CreditView): Action {
  if (view.creditWei === 0n || view.creditWei < view.minimumWei) return wait("too little credit");
  return view.inFlight ? wait("a transaction is on its way") : act("withdraw");
}
