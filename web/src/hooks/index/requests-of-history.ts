import type { Address } from "viem";
import type { RequestStatus } from "../read-request.ts";
import type { RequestSummary } from "../read-requests.ts";
import type { OracleHistory } from "./oracle-history.ts";

/** A contradicted answer. */
export interface DisputeSummary {
  readonly requestId: bigint;
  readonly modelId: bigint;
  readonly proposer: Address;
  readonly rival: Address;
  readonly bondWei: bigint;
  readonly status: RequestStatus;
  readonly overturned: boolean;
}

/** How requests ended, or that they have not, by what was told of them. */
export function statusesOf(oracle: OracleHistory["oracle"]): ReadonlyMap<bigint, RequestStatus> {
  const statuses = new Map<bigint, RequestStatus>();
  for (const { eventName, args } of oracle) {
    if (eventName === "Requested") statuses.set(args.requestId, "open");
    if (eventName === "AICallbackResult") statuses.set(args.requestId, "answered");
    if (eventName === "Contradicted") statuses.set(args.requestId, "disputed");
    if (eventName === "Finalised") statuses.set(args.requestId, "final");
    if (eventName === "Expired") statuses.set(args.requestId, "void");
  }
  return statuses;
}

/** Contradicted answers, the newest first. */
export function disputesOf({ oracle, court }: OracleHistory): DisputeSummary[] {
  const statuses = statusesOf(oracle);
  const requests = new Map(
    oracle.flatMap((log) => (log.eventName === "Requested" ? [[log.args.requestId, log.args.request] as const] : [])),
  );
  const overturned = new Set(oracle.flatMap((log) => (log.eventName === "Overturned" ? [log.args.requestId] : [])));
  const proposers = new Map(
    court.flatMap((log) =>
      log.eventName === "CaseOpened" ? [[log.args.caseId, log.args.openedCase.proposer]] : [],
    ) as [string, Address][],
  );
  return oracle
    .flatMap((log) => {
      if (log.eventName !== "Contradicted") return [];
      const { requestId, caseId, rival } = log.args;
      const request = requests.get(requestId);
      const proposer = proposers.get(caseId);
      if (request === undefined || proposer === undefined) return [];
      const { modelId, bondWei } = request;
      const status = statuses.get(requestId) ?? "unknown";
      return [{ requestId, modelId, proposer, rival, bondWei, status, overturned: overturned.has(requestId) }];
    })
    .reverse();
}

/** All requests, the newest first. */
export function summariesOf(oracle: OracleHistory["oracle"]): RequestSummary[] {
  const statuses = statusesOf(oracle);
  return oracle
    .flatMap((log) => {
      if (log.eventName !== "Requested") return [];
      const { requestId: id, modelId, request } = log.args;
      const status = statuses.get(id) ?? "unknown";
      return [{ id, modelId, requester: request.requester, blockNumber: log.blockNumber, status }];
    })
    .reverse();
}
