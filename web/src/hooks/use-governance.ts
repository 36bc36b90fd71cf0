import { holderGovernorAbi, modelGovernanceAbi, modelTreasuryAbi } from "@openimo/contracts";
import { type Address, decodeFunctionData, type Hex, zeroAddress } from "viem";
import { getBalance, readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** `ProposalState` of the governor. */
const STATES = ["pending", "active", "canceled", "defeated", "succeeded", "queued", "expired", "executed"] as const;
export type ProposalState = (typeof STATES)[number];

/** What a proposal does when it is executed. */
export type Decision =
  | { readonly kind: "grant"; readonly asset: Address; readonly payee: Address; readonly amount: bigint }
  | { readonly kind: "version"; readonly modelId: bigint };

export interface Proposal {
  readonly id: bigint;
  readonly governor: Address;
  readonly state: ProposalState;
  /** Undefined for a call that this page doesn't know. */
  readonly decision: Decision | undefined;
  /** When voting begins and ends, unix seconds. */
  readonly snapshot: number;
  readonly deadline: number;
  /** In base units of the token. */
  readonly votes: { readonly against: bigint; readonly inFavour: bigint };
  /** Votes for that it needs; undefined until voting begins. */
  readonly quorum: bigint | undefined;
  readonly executableFrom: number;
  readonly executableUntil: number;
}

export interface Governance {
  /** Has its address before somebody creates it. */
  readonly governor: Address;
  readonly exists: boolean;
  readonly treasury: Address;
  readonly treasuryWei: bigint;
  /** The newest ones, newest first. */
  readonly proposals: readonly Proposal[];
}

/** Older ones are decided: one of each holder of a hundredth can be open at most. */
const SHOWN_PROPOSALS = 10;

function decisionOf(call: Hex): Decision | undefined {
  const { functionName, args } = decodeFunctionData({ abi: [...modelTreasuryAbi, ...modelGovernanceAbi], data: call });
  if (functionName === "grant") return { kind: "grant", asset: args[1], payee: args[2], amount: args[3] };
  if (functionName === "recommend") return { kind: "version", modelId: args[1] };
  return undefined;
}

async function readProposal({ client }: ChainAccess, governor: Address, id: bigint): Promise<Proposal> {
  const contract = { address: governor, abi: holderGovernorAbi } as const;
  const args = [id] as const;
  const [stateNumber, snapshot, deadline, [against, inFavour], [executableFrom, executableUntil], details] =
    await Promise.all([
      readContract(client, { ...contract, functionName: "state", args }),
      readContract(client, { ...contract, functionName: "proposalSnapshot", args }),
      readContract(client, { ...contract, functionName: "proposalDeadline", args }),
      readContract(client, { ...contract, functionName: "proposalVotes", args }),
      readContract(client, { ...contract, functionName: "executionWindow", args }),
      readContract(client, { ...contract, functionName: "proposalDetails", args }),
    ]);
  const state = STATES[stateNumber];
  const [call] = details[2];
  if (!state || !call) throw new Error(`Proposal ${id} of ${governor} can't be read.`);
  const isPending = state === "pending";
  return {
    id,
    governor,
    state,
    decision: decisionOf(call),
    snapshot: Number(snapshot),
    deadline: Number(deadline),
    votes: { against, inFavour },
    quorum: isPending
      ? undefined
      : await readContract(client, { ...contract, functionName: "quorum", args: [snapshot] }),
    executableFrom: Number(executableFrom),
    executableUntil: Number(executableUntil),
  };
}

async function readGovernance(access: ChainAccess, token: Address): Promise<Governance> {
  const { client, deployment } = access;
  const contract = { address: deployment.modelGovernance, abi: modelGovernanceAbi, args: [token] } as const;
  const [[governor, treasury], created] = await Promise.all([
    readContract(client, { ...contract, functionName: "predictGovernance" }),
    readContract(client, { ...contract, functionName: "governorOf" }),
  ]);
  const treasuryWei = await getBalance(client, { address: treasury });
  if (created === zeroAddress) return { governor, exists: false, treasury, treasuryWei, proposals: [] };
  const newest = await readContract(client, {
    address: governor,
    abi: holderGovernorAbi,
    functionName: "latestProposalId",
  });
  const count = newest < BigInt(SHOWN_PROPOSALS) ? Number(newest) : SHOWN_PROPOSALS;
  const ids = Array.from({ length: count }, (_, i) => newest - BigInt(i));
  const proposals = await Promise.all(ids.map((id) => readProposal(access, governor, id)));
  return { governor, exists: true, treasury, treasuryWei, proposals };
}

export function useGovernance(token: Address) {
  return useChainQuery(["governance", token], (access) => readGovernance(access, token));
}
