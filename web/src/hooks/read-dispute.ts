import { disputeCourtAbi } from "@openimo/contracts";
import { getAbiItem, type Hex, keccak256 } from "viem";
import { getLogs, readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readLogs } from "./read-logs.ts";

const events = {
  opened: getAbiItem({ abi: disputeCourtAbi, name: "CaseOpened" }),
  claimed: getAbiItem({ abi: disputeCourtAbi, name: "Claimed" }),
} as const;

/** How the court sees a request whose answer was contradicted. */
export interface RequestDispute {
  readonly caseId: Hex;
  readonly transactionHash: Hex;
  readonly blockNumber: bigint;
  /** Until when other answers can be claimed, unix time. */
  readonly claimsEnd: number;
  /** Claims that were not proved wrong yet. */
  readonly liveClaims: number;
  /** 2 once a first round has ended without a claim that survived. */
  readonly round: number;
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
  const { caseId } = opened.args;
  const read = { address, abi: disputeCourtAbi, functionName: "caseState", args: [caseId] } as const;
  const { claimsEnd, liveCount, generation } = await readContract(client, read);
  const { transactionHash, blockNumber } = opened;
  return { caseId, transactionHash, blockNumber, claimsEnd, liveClaims: liveCount, round: generation };
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
