import { type Hash, zeroAddress, zeroHash } from "viem";
import type { Request, RequestState } from "../chain/request.ts";
import { STATUS } from "../chain/request.ts";
import type { Happening } from "../reader/happenings.ts";
import { seedSaltOf } from "./inferences.ts";

/** How a request stands of which nothing but its making was told. */
export const OPEN_STATE: RequestState = {
  ...{ status: STATUS.open, proposer: zeroAddress, windowEnd: 0, outputHash: zeroHash },
  ...{ delivered: false, deliverySucceeded: false, seedSalt: "0x00000000" },
};

/** A state, and the newest event that it has in it: by block and place there, after all events of the block where it was read. */
export type SeenState = { readonly state: RequestState; readonly block: bigint; readonly logIndex: number };

/** Where a request is, and when the block of what is told of it was made, in unix seconds. */
type Place = { readonly request: Request; readonly requestBlock: Hash; readonly timestamp: number };

/**
 * How a request stands after an event, given how it stood before: what the contract would say, since each change of a state has its event.
 */
export function stateAfter(
  state: RequestState,
  told: Happening,
  { request, requestBlock, timestamp }: Place,
): RequestState {
  switch (told.type) {
    case "answered":
      return {
        ...OPEN_STATE,
        ...{ status: STATUS.answered, proposer: told.proposer, outputHash: told.outputHash },
        windowEnd: timestamp + request.windowSeconds,
        seedSalt: seedSaltOf(requestBlock),
      };
    case "takenOver":
      return { ...state, proposer: told.proposer };
    case "delivered":
      return { ...state, delivered: true, deliverySucceeded: told.success };
    case "contradicted":
      return { ...state, status: STATUS.disputed };
    case "overturned":
      return { ...state, outputHash: told.outputHash, delivered: false, deliverySucceeded: false };
    case "final":
      return { ...state, status: STATUS.final, proposer: told.proposer };
    case "void":
      return { ...state, status: STATUS.void, delivered: false, deliverySucceeded: false };
  }
}

/** What events told of one request up to now. */
export type Told = {
  readonly request: Request;
  readonly blockHash: Hash;
  /** Undefined where the chain has to be asked. */
  seen: SeenState | undefined;
  /** Places of the events that `seen` has in it. */
  readonly counted: Set<string>;
};

/**
 * Goes on from how a request stood by what was told since, in the order of the chain. What comes late, for a block that was read before,
 * leaves its state to be asked for.
 * @param told Of this request; it may have been told before.
 * @param timestamps Of the blocks that were read now, unix seconds.
 */
export function count(request: Told, told: Happening, timestamps: ReadonlyMap<bigint, number>): void {
  const { blockNumber, blockHash, logIndex } = told;
  const key = `${blockHash} ${logIndex}`;
  if (request.counted.has(key)) return;
  request.counted.add(key);
  const { seen } = request;
  const timestamp = timestamps.get(blockNumber);
  const isLate =
    seen !== undefined && (blockNumber === seen.block ? logIndex <= seen.logIndex : blockNumber < seen.block);
  if (seen === undefined || timestamp === undefined || isLate) {
    request.seen = undefined;
    return;
  }
  const place = { request: request.request, requestBlock: request.blockHash, timestamp };
  request.seen = { state: stateAfter(seen.state, told, place), block: blockNumber, logIndex };
}
