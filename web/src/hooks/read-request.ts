import { askedEvent, inferenceOracleAbi } from "@openimo/contracts";
import { type Address, type ContractFunctionArgs, getAbiItem, type Hex, keccak256 } from "viem";
import { getBlock, getLogs, readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { batchSizeOf } from "./batch-items.ts";
import { type RequestDispute, readClaimedAnswer, readDispute } from "./read-dispute.ts";
import { readLogs } from "./read-logs.ts";

export type RequestStatus = "unknown" | "open" | "answered" | "final" | "void" | "disputed";
export const STATUSES: readonly RequestStatus[] = ["unknown", "open", "answered", "final", "void", "disputed"];

/** The agreed terms, exactly as the contract wants them passed in. */
export type RequestTerms = ContractFunctionArgs<typeof inferenceOracleAbi, "nonpayable", "finalise">[0];

export interface RequestMoment {
  readonly transactionHash: Hex;
  readonly timestamp: number;
}

export interface InferenceRequest {
  readonly id: bigint;
  readonly terms: RequestTerms;
  readonly status: RequestStatus;
  readonly input: Hex;
  /** Of a request that asks for several answers at once; else 0. */
  readonly batchSize: number;
  readonly asked: RequestMoment;
  /** The answer that stands, which a dispute may have put in the place of the posted one. */
  readonly answer?: RequestMoment & { readonly output: Hex; readonly operator: Address };
  /** The answer that was posted first, by whom. */
  readonly posted?: RequestMoment & { readonly output: Hex; readonly operator: Address };
  readonly dispute?: RequestMoment & RequestDispute & { readonly overturned: boolean };
  readonly windowEnd: number;
  /** What salts the seed of a model that samples; zeros before an answer. */
  readonly seedSalt: Hex;
  readonly finalised?: RequestMoment;
  /** What was credited back: in ether, and the fee where it was in another asset. */
  readonly expired?: RequestMoment & {
    readonly amountWei: bigint;
    readonly feeAsset: Address;
    readonly feeAmount: bigint;
  };
}

export const requestEvents = {
  requested: getAbiItem({ abi: inferenceOracleAbi, name: "Requested" }),
  asked: askedEvent,
  answered: getAbiItem({ abi: inferenceOracleAbi, name: "AICallbackResult" }),
  finalised: getAbiItem({ abi: inferenceOracleAbi, name: "Finalised" }),
  expired: getAbiItem({ abi: inferenceOracleAbi, name: "Expired" }),
} as const;

/** No such request at this deployment. */
export class RequestUnknownError extends Error {
  override readonly name = "RequestUnknownError";
}

export async function readRequest(access: ChainAccess, id: bigint): Promise<InferenceRequest> {
  const { client, deployment } = access;
  const address = deployment.inferenceOracle;
  const [state, requested, asked, answers, finalised, expired, dispute] = await Promise.all([
    readContract(client, { address, abi: inferenceOracleAbi, functionName: "requestState", args: [id] }),
    readLogs(access, (range) =>
      getLogs(client, { address, event: requestEvents.requested, args: { requestId: id }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: requestEvents.asked, args: { requestId: id }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: requestEvents.answered, args: { requestId: id }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: requestEvents.finalised, args: { requestId: id }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: requestEvents.expired, args: { requestId: id }, strict: true, ...range }),
    ),
    readDispute(access, id),
  ]);
  const [request] = requested;
  const [question] = asked;
  if (!request || !question) throw new RequestUnknownError(String(id));
  const posted = answers.at(-1);
  const overturned = posted !== undefined && keccak256(posted.args.output) !== state.outputHash;
  const claimed = overturned && dispute && (await readClaimedAnswer(access, dispute.caseId, state.outputHash));
  const answer = claimed || posted;
  const moment = async (log: { blockNumber: bigint; transactionHash: Hex }): Promise<RequestMoment> => ({
    transactionHash: log.transactionHash,
    timestamp: Number((await getBlock(client, { blockNumber: log.blockNumber })).timestamp),
  });
  return {
    id,
    terms: request.args.request,
    status: STATUSES[state.status] ?? "unknown",
    input: question.args.input,
    batchSize: batchSizeOf(request.args.request.inputHash),
    windowEnd: state.windowEnd,
    seedSalt: state.seedSalt,
    asked: await moment(request),
    answer: answer && { ...(await moment(answer)), output: answer.args.output, operator: state.proposer },
    posted: posted && { ...(await moment(posted)), output: posted.args.output, operator: posted.args.invoker },
    dispute: dispute && { ...dispute, ...(await moment(dispute)), overturned },
    finalised: finalised[0] && (await moment(finalised[0])),
    expired: expired[0] && { ...(await moment(expired[0])), ...expired[0].args },
  };
}
