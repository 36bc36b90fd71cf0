import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { type GetLogsReturnType, getAbiItem, isAddressEqual } from "viem";
import { getLogs } from "viem/actions";
import type { ChainAccess } from "../../app/chain.ts";
import { readLogs } from "../read-logs.ts";

const ORACLE_EVENTS = [
  getAbiItem({ abi: inferenceOracleAbi, name: "Requested" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "AICallbackResult" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "TakenOver" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Finalised" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Expired" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Contradicted" }),
  getAbiItem({ abi: inferenceOracleAbi, name: "Overturned" }),
] as const;

const COURT_EVENTS = [
  getAbiItem({ abi: disputeCourtAbi, name: "CaseOpened" }),
  getAbiItem({ abi: disputeCourtAbi, name: "Claimed" }),
  getAbiItem({ abi: disputeCourtAbi, name: "SponsorChanged" }),
  getAbiItem({ abi: disputeCourtAbi, name: "BondSettled" }),
] as const;

/** What oracle and court have told, each in the order of the chain. */
export interface OracleHistory {
  readonly oracle: GetLogsReturnType<undefined, typeof ORACLE_EVENTS, true>;
  readonly court: GetLogsReturnType<undefined, typeof COURT_EVENTS, true>;
}

async function readHistory(access: ChainAccess): Promise<OracleHistory> {
  const { client, deployment } = access;
  const [oracle, court] = await Promise.all([
    readLogs(access, (range) =>
      getLogs(client, { address: deployment.inferenceOracle, events: ORACLE_EVENTS, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address: deployment.disputeCourt, events: COURT_EVENTS, strict: true, ...range }),
    ),
  ]);
  const cases = new Set(
    court.flatMap((log) =>
      log.eventName === "CaseOpened" && isAddressEqual(log.args.escrow, deployment.inferenceOracle)
        ? [log.args.caseId]
        : [],
    ),
  );
  // Other contracts have cases at the same court.
  return { oracle, court: court.filter(({ args }) => cases.has(args.caseId)) };
}

/** Several lists of one page want it at the same moment, in milliseconds. */
const SHARED_MS = 1_000;
const shared = new WeakMap<ChainAccess, { readonly at: number; readonly history: Promise<OracleHistory> }>();

/** All of it, read once for whoever asks within a second. */
export function readOracleHistory(access: ChainAccess): Promise<OracleHistory> {
  const known = shared.get(access);
  if (known !== undefined && performance.now() - known.at < SHARED_MS) return known.history;
  const history = readHistory(access);
  shared.set(access, { at: performance.now(), history });
  history.catch(() => shared.delete(access));
  return history;
}
