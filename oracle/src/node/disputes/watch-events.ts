import { type Hash, type Hex, keccak256 } from "viem";
import type { RequestEvents } from "../../chain/read-events.ts";
import type { Request } from "../../chain/request.ts";

/** What the desk needs to hear of the chain. The same may come again and again. */
export type WatchEvents = {
  readonly requests: readonly {
    readonly id: bigint;
    readonly request: Request;
    readonly blockHash: Hash;
    readonly blockNumber: bigint;
  }[];
  /** Posted answers in the order of the chain. */
  readonly answers: readonly { readonly id: bigint; readonly outputHash: Hash }[];
  readonly cases: readonly { readonly id: bigint; readonly caseId: Hex }[];
};

export const watchEventsOf = ({ requests, results, cases }: RequestEvents): WatchEvents => ({
  requests,
  answers: results.map(({ id, output }) => ({ id, outputHash: keccak256(output) })),
  cases,
});
