import { disputeCourtAbi } from "@openimo/contracts";
import { type Hash, type Hex, zeroHash } from "viem";
import { readRanges } from "../chain/block-ranges.ts";
import type { Connection } from "../chain/connection.ts";
import { type Case, type CaseState, type ClaimKey, type ClaimState, statusOf } from "./court-types.ts";

/** A block at which everything is read, so that it belongs together. The newest one where none is named. */
export type At = { readonly number: bigint; readonly hash: Hash };

/** As viem takes it. */
const blockOf = (at: At | undefined) => (at === undefined ? {} : { blockHash: at.hash });

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
export async function findCase(connection: Connection, requestId: bigint, fromBlock: bigint, at?: At) {
  const args = { escrow: connection.deployment.inferenceOracle, subject: requestId };
  const logs = await readRanges(
    connection,
    fromBlock,
    (range) =>
      connection.client.getContractEvents({
        ...{ ...courtOf(connection), ...range, args },
        ...{ eventName: "CaseOpened", strict: true },
      }),
    at?.number,
  );
  const [log] = logs;
  if (log === undefined) return undefined;
  const { caseId, openedCase } = log.args;
  return { id: caseId, openedCase, blockNumber: log.blockNumber } satisfies FoundCase;
}

export function readCaseState(connection: Connection, id: Hex, at?: At): Promise<CaseState> {
  const call = { ...courtOf(connection), functionName: "caseState", args: [id] } as const;
  return connection.client.readContract({ ...call, ...blockOf(at) });
}

/** All claims with a trace of a case, with their states, in the order in which they were made. */
export async function readClaims(
  connection: Connection,
  { id, openedCase, blockNumber }: FoundCase,
  at?: At,
): Promise<KnownClaim[]> {
  const { client } = connection;
  const court = courtOf(connection);
  const filter = { ...court, args: { caseId: id }, strict: true } as const;
  const [caseState, claimed, committed] = await Promise.all([
    readCaseState(connection, id, at),
    readRanges(
      connection,
      blockNumber,
      (range) => client.getContractEvents({ ...filter, ...range, eventName: "Claimed" }),
      at?.number,
    ),
    readRanges(
      connection,
      blockNumber,
      (range) => client.getContractEvents({ ...filter, ...range, eventName: "TraceCommitted" }),
      at?.number,
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
      const call = { ...court, functionName: "claimState", args: [claimId] } as const;
      const state = await client.readContract({ ...call, ...blockOf(at) });
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
