import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { readRanges } from "@openimo/player";
import { type Address, type Hash, type Hex, keccak256 } from "viem";
import type { Connection } from "./connection.ts";
import type { FoundRequest } from "./find-request.ts";
import type { RequestState } from "./request.ts";

export type FoundAnswer = { readonly output: Hex; readonly answeredBy: Address; readonly transactionHash: Hash };

/** The answer that stands, or null: the one that was posted, or the claim that has overturned it. */
export async function findAnswer(
  connection: Connection,
  found: FoundRequest,
  state: RequestState,
): Promise<FoundAnswer | null> {
  const posted = await findPosted(connection, found, state);
  if (posted === null || keccak256(posted.output) === state.outputHash) return posted;
  return findClaimed(connection, found, state);
}

/** Who stands for it may be another than who posted it: an older commitment counts more. */
async function findPosted(
  { client, deployment }: Connection,
  { id, blockNumber }: FoundRequest,
  { proposer }: RequestState,
): Promise<FoundAnswer | null> {
  const oracle = { address: deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
  const logs = await readRanges({ client }, blockNumber, (range) =>
    client.getContractEvents({
      ...{ ...oracle, ...range, args: { requestId: id } },
      ...{ eventName: "AICallbackResult", strict: true },
    }),
  );
  const last = logs.at(-1);
  if (last === undefined) return null;
  return { output: last.args.output, answeredBy: proposer, transactionHash: last.transactionHash };
}

/** An answer that was overturned is told by the oracle as a hash only; the court has told its bytes before. */
async function findClaimed(
  { client, deployment }: Connection,
  { id, blockNumber }: FoundRequest,
  { outputHash, proposer }: RequestState,
): Promise<FoundAnswer | null> {
  const court = { address: deployment.disputeCourt, abi: disputeCourtAbi, strict: true } as const;
  const args = { escrow: deployment.inferenceOracle, subject: id };
  const [opened] = await readRanges({ client }, blockNumber, (range) =>
    client.getContractEvents({ ...court, ...range, eventName: "CaseOpened", args }),
  );
  if (opened === undefined) return null;
  const claims = await readRanges({ client }, opened.blockNumber, (range) =>
    client.getContractEvents({ ...court, ...range, eventName: "Claimed", args: { caseId: opened.args.caseId } }),
  );
  const claim = claims.find((log) => keccak256(log.args.output) === outputHash);
  if (claim === undefined) return null;
  return { output: claim.args.output, answeredBy: proposer, transactionHash: claim.transactionHash };
}
