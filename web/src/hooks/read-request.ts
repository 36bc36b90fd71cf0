import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, type ContractFunctionArgs, getAbiItem, type Hex } from "viem";
import { getBlock, getLogs, readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readLogs } from "./read-logs.ts";

export type RequestStatus = "unknown" | "open" | "answered" | "final" | "void";
const STATUSES: readonly RequestStatus[] = ["unknown", "open", "answered", "final", "void"];

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
  readonly asked: RequestMoment;
  /** The newest answer. */
  readonly answer?: RequestMoment & { readonly output: Hex; readonly operator: Address };
  readonly windowEnd: number;
  /** What salts the seed of a model that samples; zeros before an answer. */
  readonly seedSalt: Hex;
  readonly finalised?: RequestMoment;
  readonly expired?: RequestMoment & { readonly amountWei: bigint };
}

const events = {
  requested: getAbiItem({ abi: inferenceOracleAbi, name: "Requested" }),
  asked: getAbiItem({ abi: inferenceOracleAbi, name: "AICallbackRequest" }),
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
  const [state, requested, asked, answers, finalised, expired] = await Promise.all([
    readContract(client, { address, abi: inferenceOracleAbi, functionName: "requestState", args: [id] }),
    readLogs(access, (range) =>
      getLogs(client, { address, event: events.requested, args: { requestId: id }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: events.asked, args: { requestId: id }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: events.answered, args: { requestId: id }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: events.finalised, args: { requestId: id }, strict: true, ...range }),
    ),
    readLogs(access, (range) =>
      getLogs(client, { address, event: events.expired, args: { requestId: id }, strict: true, ...range }),
    ),
  ]);
  const [request] = requested;
  const [question] = asked;
  if (!request || !question) throw new RequestUnknownError(String(id));
  const answer = answers.at(-1);
  const moment = async (log: { blockNumber: bigint; transactionHash: Hex }): Promise<RequestMoment> => ({
    transactionHash: log.transactionHash,
    timestamp: Number((await getBlock(client, { blockNumber: log.blockNumber })).timestamp),
  });
  return {
    id,
    terms: request.args.request,
    status: STATUSES[state.status] ?? "unknown",
    input: question.args.input,
    windowEnd: state.windowEnd,
    seedSalt: state.seedSalt,
    asked: await moment(request),
    answer: answer && { ...(await moment(answer)), output: answer.args.output, operator: answer.args.invoker },
    finalised: finalised[0] && (await moment(finalised[0])),
    expired: expired[0] && { ...(await moment(expired[0])), amountWei: expired[0].args.amountWei },
  };
}

/** One line of a list of requests. */
export interface RequestSummary {
  readonly id: bigint;
  readonly modelId: bigint;
  readonly requester: Address;
  readonly blockNumber: bigint;
  readonly status: RequestStatus;
}

/** A list shows the newest so many. */
const MAX_LISTED_REQUESTS = 50;

async function withStatus(
  { client, deployment }: ChainAccess,
  found: Omit<RequestSummary, "status">[],
): Promise<RequestSummary[]> {
  const newest = found.slice(-MAX_LISTED_REQUESTS).reverse();
  const states = await Promise.all(
    newest.map(({ id }) =>
      readContract(client, {
        address: deployment.inferenceOracle,
        abi: inferenceOracleAbi,
        functionName: "requestState",
        args: [id],
      }),
    ),
  );
  return newest.map((request, i) => ({ ...request, status: STATUSES[states[i]?.status ?? 0] ?? "unknown" }));
}

export async function readRequestsOfModel(access: ChainAccess, modelId: bigint): Promise<RequestSummary[]> {
  const { client, deployment } = access;
  const address = deployment.inferenceOracle;
  const logs = await readLogs(access, (range) =>
    getLogs(client, { address, event: events.requested, args: { modelId }, strict: true, ...range }),
  );
  return withStatus(
    access,
    logs.map(({ args, blockNumber }) => ({
      id: args.requestId,
      modelId,
      requester: args.request.requester,
      blockNumber,
    })),
  );
}

export async function readRequestsOfAccount(access: ChainAccess, account: Address): Promise<RequestSummary[]> {
  const { client, deployment } = access;
  const address = deployment.inferenceOracle;
  const logs = await readLogs(access, (range) =>
    getLogs(client, { address, event: events.asked, args: { account }, strict: true, ...range }),
  );
  return withStatus(
    access,
    logs.map(({ args, blockNumber }) => ({
      id: args.requestId,
      modelId: args.modelId,
      requester: account,
      blockNumber,
    })),
  );
}
