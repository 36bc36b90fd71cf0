import type { Address, Hash } from "viem";
import type { Request } from "../chain/request.ts";
import type { Call } from "../chain/transact.ts";
import { claimCall, commitTraceCall, contradictCall, moveCall, openDuelCall } from "./court-calls.ts";
import type { Case } from "./court-types.ts";
import type { KnownClaim } from "./read-case.ts";
import type { KnownDuel } from "./read-duels.ts";
import type { Side } from "./side.ts";

type Contradict = {
  readonly type: "contradict";
  readonly oracle: Address;
  readonly request: Request;
  readonly salt: Hash | undefined;
};
type InCase = { readonly court: Address; readonly openedCase: Case };

/** A call that can only be made with a side's trace. It can be handed to another thread. */
export type SideJob =
  | Contradict
  | (InCase & { readonly type: "claim"; readonly valueWei: bigint; readonly salt: Hash | undefined })
  | (InCase & { readonly type: "commitTrace"; readonly rival: KnownClaim })
  | (InCase & { readonly type: "openDuel"; readonly own: KnownClaim; readonly rival: KnownClaim })
  | (InCase & { readonly type: "move"; readonly own: KnownClaim; readonly duel: KnownDuel });

/** @throws RangeError as `moveCall` does. */
export function callOf(job: SideJob, side: Side): Promise<Call> {
  switch (job.type) {
    case "contradict":
      return contradictCall(job.oracle, job.request, side, job.salt);
    case "claim":
      return claimCall(job.court, job.openedCase, side, { value: job.valueWei, salt: job.salt });
    case "commitTrace":
      return commitTraceCall(job.court, job.openedCase, side, job.rival);
    case "openDuel":
      return openDuelCall(job.court, job.openedCase, side, job);
    case "move":
      return moveCall(job.court, job.openedCase, side, job);
  }
}
