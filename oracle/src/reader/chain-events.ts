import { askedEvent, disputeCourtAbi, inferenceOracleAbi, modelRegistryAbi } from "@openimo/contracts";
import { getAbiItem, type Hash, type Hex, isAddressEqual } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Request } from "../chain/request.ts";
import { changeTold, type Happening } from "./happenings.ts";

const EVENTS = [
  askedEvent,
  getAbiItem({ abi: inferenceOracleAbi, name: "Requested" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "AICallbackResult" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Finalised" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Expired" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Delivered" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Contradicted" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Overturned" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "TakenOver" }),
  getAbiItem({ abi: disputeCourtAbi, name: "CaseOpened" }),
  getAbiItem({ abi: disputeCourtAbi, name: "Claimed" }),
  getAbiItem({ abi: disputeCourtAbi, name: "BondSettled" }),
  getAbiItem({ abi: modelRegistryAbi, name: "ModelRegistered" }),
] as const;

/** Where an event is on the chain. */
export type Position = { readonly blockNumber: bigint; readonly blockHash: Hash; readonly logIndex: number };

/** A request with its data, from its two events. */
export type SeenRequest = Position & {
  readonly id: bigint;
  readonly request: Request;
  readonly input: Hex;
  readonly callbackData: Hex;
};
export type SeenAnswer = Position & { readonly id: bigint; readonly output: Hex };
export type SeenCase = Position & { readonly id: bigint; readonly caseId: Hex };
/** What was claimed in any dispute of the court, also of other contracts'. */
export type SeenClaim = Position & { readonly caseId: Hex; readonly output: Hex };
/** That a bond which was lost was shared out. `sponsorWei` is the part of who had put up the winner's. */
export type SeenSettlement = Position & { readonly caseId: Hex; readonly sponsorWei: bigint };
/** That a request ended for good, which nothing but an event tells. */
export type SeenEnding = Position & { readonly id: bigint; readonly kind: "final" | "void" };

/** Each list in the order of the chain. */
export type ChainEvents = {
  readonly requests: readonly SeenRequest[];
  readonly answers: readonly SeenAnswer[];
  readonly cases: readonly SeenCase[];
  readonly claims: readonly SeenClaim[];
  readonly endings: readonly SeenEnding[];
  readonly settlements: readonly SeenSettlement[];
  readonly happenings: readonly Happening[];
  /** Requests about which something was told. */
  readonly touched: ReadonlySet<bigint>;
  readonly hasModels: boolean;
  /** Of all events, for checks. */
  readonly positions: readonly Position[];
};

export const NO_EVENTS: ChainEvents = {
  requests: [],
  answers: [],
  cases: [],
  claims: [],
  endings: [],
  settlements: [],
  happenings: [],
  touched: new Set(),
  hasModels: false,
  positions: [],
};

/** Reads both ends inclusive; one `eth_getLogs`, whose answer a quorum gives alike. */
export async function readEvents(
  { quorum, deployment }: Connection,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<ChainEvents> {
  const { inferenceOracle, disputeCourt, modelRegistry } = deployment;
  const address = [inferenceOracle, disputeCourt, modelRegistry];
  const told = await quorum.getLogs({ address, events: EVENTS, fromBlock, toBlock, strict: true });
  // RPCs agree on what there is; in which order they tell it is each one's own affair.
  const logs = told.toSorted((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex);
  const data = new Map<bigint, { input: Hex; callbackData: Hex }>();
  const events = {
    requests: [] as SeenRequest[],
    answers: [] as SeenAnswer[],
    cases: [] as SeenCase[],
    claims: [] as SeenClaim[],
    endings: [] as SeenEnding[],
    settlements: [] as SeenSettlement[],
    happenings: [] as Happening[],
    touched: new Set<bigint>(),
    hasModels: false,
    positions: logs.map(positionOf),
  };
  // The contract emits a request's data first, and both events in one transaction.
  for (const log of logs) {
    const { eventName, args } = log;
    const position = positionOf(log);
    if ("requestId" in args) {
      events.touched.add(args.requestId);
      const change = changeTold(log);
      if (change !== undefined) events.happenings.push({ ...position, ...change, id: args.requestId });
    }
    switch (eventName) {
      case "AICallbackRequest":
        data.set(args.requestId, { input: args.input, callbackData: args.callbackData });
        break;
      case "Requested": {
        const asked = data.get(args.requestId) ?? { input: "0x", callbackData: "0x" };
        events.requests.push({ ...position, id: args.requestId, request: args.request, ...asked });
        break;
      }
      case "AICallbackResult":
        events.answers.push({ ...position, id: args.requestId, output: args.output });
        break;
      case "Finalised":
        events.endings.push({ ...position, id: args.requestId, kind: "final" });
        break;
      case "Expired":
        events.endings.push({ ...position, id: args.requestId, kind: "void" });
        break;
      case "CaseOpened":
        // Other contracts have cases at the same court.
        if (!isAddressEqual(args.escrow, inferenceOracle)) break;
        events.touched.add(args.subject);
        events.cases.push({ ...position, id: args.subject, caseId: args.caseId });
        break;
      case "Claimed":
        events.claims.push({ ...position, caseId: args.caseId, output: args.output });
        break;
      case "BondSettled":
        events.settlements.push({ ...position, caseId: args.caseId, sponsorWei: args.shares.sponsorWei });
        break;
      case "ModelRegistered":
        events.hasModels = true;
        break;
    }
  }
  return events;
}

function positionOf({ blockNumber, blockHash, logIndex }: Position): Position {
  return { blockNumber, blockHash, logIndex };
}
