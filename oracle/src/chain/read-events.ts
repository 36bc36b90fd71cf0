import { askedEvent, disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { getAbiItem, type Hash, type Hex, isAddressEqual } from "viem";
import type { Connection } from "./connection.ts";
import type { Request } from "./request.ts";

const EVENTS = [
  getAbiItem({ abi: inferenceOracleAbi, name: "Requested" }),
  askedEvent,
  getAbiItem({ abi: inferenceOracleAbi, name: "AICallbackResult" }),
  getAbiItem({ abi: disputeCourtAbi, name: "CaseOpened" }),
  getAbiItem({ abi: disputeCourtAbi, name: "Claimed" }),
] as const;

/** A request with its data, from its two events. */
export type SeenRequest = {
  readonly id: bigint;
  readonly request: Request;
  readonly input: Hex;
  readonly callbackData: Hex;
  readonly blockHash: Hash;
  readonly blockNumber: bigint;
};

export type RequestEvents = {
  readonly requests: readonly SeenRequest[];
  /** Posted answers in the order of the chain. */
  readonly results: readonly { readonly id: bigint; readonly output: Hex }[];
  /** Disputes of the oracle's requests, and what was claimed in any dispute. */
  readonly cases: readonly { readonly id: bigint; readonly caseId: Hex }[];
  readonly claims: readonly { readonly caseId: Hex; readonly output: Hex }[];
};

/** Reads both ends inclusive; one `eth_getLogs`. */
export async function readEvents(connection: Connection, fromBlock: bigint, toBlock: bigint): Promise<RequestEvents> {
  const { client, deployment } = connection;
  const logs = await client.getLogs({
    address: [deployment.inferenceOracle, deployment.disputeCourt],
    events: EVENTS,
    fromBlock,
    toBlock,
    strict: true,
  });
  const data = new Map<bigint, { input: Hex; callbackData: Hex }>();
  const results: { id: bigint; output: Hex }[] = [];
  const cases: { id: bigint; caseId: Hex }[] = [];
  const claims: { caseId: Hex; output: Hex }[] = [];
  for (const { eventName, args } of logs) {
    if (eventName === "AICallbackRequest") data.set(args.requestId, args);
    if (eventName === "AICallbackResult") results.push({ id: args.requestId, output: args.output });
    if (eventName === "Claimed") claims.push({ caseId: args.caseId, output: args.output });
    // Other contracts have cases at the same court.
    if (eventName === "CaseOpened" && isAddressEqual(args.escrow, deployment.inferenceOracle)) {
      cases.push({ id: args.subject, caseId: args.caseId });
    }
  }
  const requests = logs.flatMap(({ eventName, args, blockHash, blockNumber }) => {
    if (eventName !== "Requested") return [];
    // The contract emits both in one transaction, so the other one is in the same block.
    const { input, callbackData } = data.get(args.requestId) ?? { input: "0x" as const, callbackData: "0x" as const };
    return [{ id: args.requestId, request: args.request, input, callbackData, blockHash, blockNumber }];
  });
  return { requests, results, cases, claims };
}
