import { disputeCourtAbi } from "@openimo/contracts";
import { type Address, type ContractFunctionArgs, getAbiItem, type Hex, keccak256, zeroHash } from "viem";
import { getLogs, readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readLogs } from "./read-logs.ts";

const events = {
  opened: getAbiItem({ abi: disputeCourtAbi, name: "CaseOpened" }),
  claimed: getAbiItem({ abi: disputeCourtAbi, name: "Claimed" }),
  committed: getAbiItem({ abi: disputeCourtAbi, name: "TraceCommitted" }),
} as const;

/** `ClaimStatus` of the court. */
export const CLAIM_STATUSES = ["none", "live", "timedOut", "faulted", "silent", "merged", "winner", "settled"] as const;
/** `Verdict` of the court: one claim survived. */
const VERDICT_ANSWER = 1;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** A page shows the first so many claims; the tenth costs eight bonds. */
const MAX_LISTED_CLAIMS = 10;

/** The answer that somebody stands for in a dispute. */
export interface DisputeClaim {
  readonly id: Hex;
  readonly sponsor: Address;
  /** Undefined for the answer that was posted first. */
  readonly output?: Hex;
  readonly status: ClaimStatus;
  /** As the court takes it when a winner is named. */
  readonly key: ContractFunctionArgs<typeof disputeCourtAbi, "nonpayable", "openDuel">[1];
}

/** How the court sees a request whose answer was contradicted. */
export interface RequestDispute {
  readonly caseId: Hex;
  /** Of the model, as the case has them. */
  readonly programRoot: Hex;
  readonly weightsRoot: Hex;
  readonly transactionHash: Hex;
  readonly blockNumber: bigint;
  /** Until when other answers can be claimed, unix time. */
  readonly claimsEnd: number;
  /** Claims that were not proved wrong yet. */
  readonly liveClaims: number;
  /** 2 once a first round has ended without a claim that survived. */
  readonly round: number;
  /** In the order in which they were made. */
  readonly claims: readonly DisputeClaim[];
}

/** The dispute of a request, or undefined where nobody has contradicted its answer. */
export async function readDispute(access: ChainAccess, requestId: bigint): Promise<RequestDispute | undefined> {
  const { client, deployment } = access;
  const address = deployment.disputeCourt;
  const args = { escrow: deployment.inferenceOracle, subject: requestId };
  const [opened] = await readLogs(access, (range) =>
    getLogs(client, { address, event: events.opened, args, strict: true, ...range }),
  );
  if (!opened) return undefined;
  const { caseId, openedCase } = opened.args;
  const read = { address, abi: disputeCourtAbi, functionName: "caseState", args: [caseId] } as const;
  const { claimsEnd, liveCount, generation, verdict, proposerStatus } = await readContract(client, read);
  const claims = await readClaims(access, caseId, openedCase.outputHash);
  // The court doesn't write down who has won: it is the claim that lives in the last round.
  const hasWon = ({ status, key }: DisputeClaim) => status === "live" && key.generation === generation;
  const traced = claims.map((claim) =>
    verdict === VERDICT_ANSWER && hasWon(claim) ? { ...claim, status: "winner" as const } : claim,
  );
  const status = CLAIM_STATUSES[proposerStatus] ?? "none";
  const key = { generation: 1, attempt: 0, outputHash: openedCase.outputHash, traceRoot: zeroHash };
  const untraced = { id: caseId, sponsor: openedCase.proposer, status, key };
  const { transactionHash, blockNumber } = opened;
  return {
    caseId,
    programRoot: openedCase.programRoot,
    weightsRoot: openedCase.weightsRoot,
    transactionHash,
    blockNumber,
    claimsEnd,
    liveClaims: liveCount,
    round: generation,
    claims: status === "merged" ? traced : [untraced, ...traced],
  };
}

/** The claims that have a trace, with their states. */
async function readClaims(access: ChainAccess, caseId: Hex, postedHash: Hex): Promise<DisputeClaim[]> {
  const { client, deployment } = access;
  const address = deployment.disputeCourt;
  const [claimed, committed] = await Promise.all([
    readLogs(access, (range) =>
      getLogs(client, { address, event: events.claimed, args: { caseId }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: events.committed, args: { caseId }, strict: true, ...range }),
    ),
  ]);
  const logs = [...committed, ...claimed].slice(0, MAX_LISTED_CLAIMS);
  return Promise.all(
    logs.map(async ({ args }) => {
      const read = { address, abi: disputeCourtAbi, functionName: "claimState", args: [args.claimId] } as const;
      const { sponsor, status } = await readContract(client, read);
      const claim = { id: args.claimId, sponsor, status: CLAIM_STATUSES[status] ?? "none" };
      if ("output" in args) return { ...claim, output: args.output, key: args.key };
      const { attempt, traceRoot } = args;
      return { ...claim, key: { generation: 1, attempt, outputHash: postedHash, traceRoot } };
    }),
  );
}

/** The answer that a dispute made final, which the oracle tells as a hash only. */
export async function readClaimedAnswer(access: ChainAccess, caseId: Hex, outputHash: Hex) {
  const { client, deployment } = access;
  const logs = await readLogs(access, (range) =>
    getLogs(client, {
      ...{ address: deployment.disputeCourt, event: events.claimed, args: { caseId }, strict: true },
      ...range,
    }),
  );
  return logs.find(({ args }) => keccak256(args.output) === outputHash);
}
