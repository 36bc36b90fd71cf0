import type { Address } from "viem";
import type { Request, RequestState } from "../chain/request.ts";

/** Everything that the next move for one request depends on, at one block. */
export type RequestView = {
  readonly subject: "request";
  /** Timestamp of the block, unix seconds: the chain's clock, never this machine's. */
  readonly now: number;
  readonly operator: Address;
  readonly request: Request;
  readonly state: RequestState;
  /** Whether the model's package is loaded, so that the request can be answered. */
  readonly hasPackage: boolean;
  /** Whether input and callback data hash to what the request committed to. */
  readonly dataMatches: boolean;
  /** Whether the program accepts an input of this length, of a batch every one. */
  readonly inputFits: boolean;
  /** Whether the output of the answer that stands on chain is known, as a delivery needs. */
  readonly hasOutput: boolean;
  /** Whether a commitment of one's own can show that the answer which stands was known before it was posted. */
  readonly mayTakeOver: boolean;
  readonly minimumRewardWei: bigint;
  /** What an answer must leave after gas and the reserve for disputes, in wei; undefined when the operator doesn't mind. */
  readonly profitFloorWei: bigint | undefined;
  /** Of the longest answer that the request can get, in bytes. */
  readonly answerBytes: number;
  /** Of the callback's data, which an answer passes on: the requester chose its length. */
  readonly callbackDataBytes: number;
  /** Whether answers are committed to before they are posted. */
  readonly commitFirst: boolean;
  /** Whether the account has the bond, and what the worst dispute of this answer may need beyond it. */
  readonly hasReserve: boolean;
  /** What a unit of gas costs now, in wei. */
  readonly gasPriceWei: bigint;
  /** Whether a transaction for this request is on its way. */
  readonly inFlight: boolean;
};

/** Revenue of one model that lies in the oracle. */
export type RevenueView = {
  readonly subject: "revenue";
  readonly unsettledWei: bigint;
  readonly minimumWei: bigint;
  readonly inFlight: boolean;
};

/** The operator's own credit in the oracle. */
export type CreditView = {
  readonly subject: "credit";
  readonly creditWei: bigint;
  readonly minimumWei: bigint;
  readonly inFlight: boolean;
};

export type View = RequestView | RevenueView | CreditView;
