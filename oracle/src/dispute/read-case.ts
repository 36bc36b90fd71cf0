import { disputeCourtAbi } from "@openimo/contracts";
import { type Hex, zeroHash } from "viem";
import { readRanges } from "../chain/block-ranges.ts";
import type { Connection } from "../chain/connection.ts";
import { type Case, type CaseState, type ClaimKey, type ClaimState, statusOf } from "./court-types.ts";

/** A case, where it was opened. */
export type FoundCase = { readonly id: Hex; readonly openedCase: Case; readonly blockNumber: bigint };

/** A claim with a trace. */
export type KnownClaim = {
  readonly id: Hex;
  readonly key: ClaimKey;
  /** The answer that is claimed; the proposer's own, which is on chain already, isn't told again. */
  readonly output: Hex | undefined;
  /** What it has shown of its trace: the first move against it is about this. */
  readonly top: readonly Hex[];
  readonly state: ClaimState;
};

/** The court, as viem takes it. */
export const courtOf = ({ deployment }: Connection) =>
  ({ address: deployment.disputeCourt, abi: disputeCourtAbi }) as const;

/**
 * The dispute of a request, or undefined where nobody has contradicted its answer.
 * @param fromBlock Block of the request; no case is older.
 */
export async function findCase(connection: Connection, requestId: bigint, fromBlock: bigint) {
  const args = { escrow: connection.deployment.inferenceOracle, subject: requestId };
  const [log] = await readRanges(connection, fromBlock, (range) =>
    connection.client.getContractEvents({
      ...{ ...courtOf(connection), ...range, args },
      ...{ eventName: "CaseOpened", strict: true },
    }),
  );
  if (log === undefined) return undefined;
  const { caseId, openedCase } = log.args;
  return { id: caseId, openedCase, blockNumber: log.blockNumber } satisfies FoundCase;
}

export function readCaseState(connection: Connection, id: Hex): Promise<CaseState> {
  return connection.client.readContract({ ...courtOf(connection), functionName: "caseState", args: [id] });
}

/** All claims with a trace of a case, with their states, in the order in which they were made. */
export async function readClaims(
  connection: Connection,
  { id, openedCase, blockNumber }: FoundCase,
): Promise<KnownClaim[]> {
  const { client } = connection;
  const court = courtOf(connection);
  const filter = { ...court, args: { caseId: id }, strict: true } as const;
  const [caseState, claimed, committed] = await Promise.all([
    readCaseState(connection, id),
    readRanges(connection, blockNumber, (range) =>
      client.getContractEvents({ ...filter, ...range, eventName: "Claimed" }),
    ),
    readRanges(connection, blockNumber, (range) =>
      client.getContractEvents({ ...filter, ...range, eventName: "TraceCommitted" }),
    ),
  ]);
  const known = new Map<Hex, Pick<KnownClaim, "key" | "output" | "top">>();
  for (const { args } of committed) {
    const { claimId, attempt, traceRoot, top } = args;
    known.set(claimId, { key: { ...untracedKey(openedCase), attempt, traceRoot }, output: undefined, top });
  }
  for (const { args } of claimed) known.set(args.claimId, { key: args.key, output: args.output, top: args.top });
  return Promise.all(
    [...known].map(async ([claimId, claim]) => {
      const state = await client.readContract({ ...court, functionName: "claimState", args: [claimId] });
      return { id: claimId, ...claim, state: { ...state, status: statusOf(caseState, state) } };
    }),
  );
}

/** The proposer's claim of a case before it has a trace. */
export const untracedKey = ({ outputHash }: Case): ClaimKey => ({
  generation: 1,
  attempt: 0,
  outputHash,
  traceRoot: zeroHash,
});
