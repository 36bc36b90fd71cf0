import { isAddressEqual, zeroAddress } from "viem";
import { type Request, type RequestState, STATUS } from "./request.ts";

/** What anybody may do about a request. `dispute` is for the court; `wait` is until `at`, unix seconds. */
export type Resolution =
  | { readonly type: "expire" }
  | { readonly type: "finalise" }
  | { readonly type: "deliver" }
  | { readonly type: "dispute" }
  | { readonly type: "done" }
  | { readonly type: "wait"; readonly reason: string; readonly at: number };

/** The next step to a request's end that needs no knowledge of the right answer. @param now Timestamp of the block, unix seconds. */
export function nextResolution(now: number, request: Request, state: RequestState): Resolution {
  switch (state.status) {
    case STATUS.open:
      if (now > request.deadline) return { type: "expire" };
      return { type: "wait", reason: "operators may still answer it", at: request.deadline + 1 };
    case STATUS.answered:
      if (now >= state.windowEnd) return { type: "finalise" };
      return { type: "wait", reason: "its answer may still be contradicted", at: state.windowEnd };
    case STATUS.disputed:
      return { type: "dispute" };
    case STATUS.final:
      return isAddressEqual(request.callbackContract, zeroAddress) || state.delivered
        ? { type: "done" }
        : { type: "deliver" };
    default:
      return { type: "done" };
  }
}
