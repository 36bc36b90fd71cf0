import { holderGovernorAbi, modelGovernanceAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, type Hex, type LocalAccount, zeroAddress } from "viem";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { packageFolders } from "../models/local-packages.ts";
import { resolveModel } from "../models/resolve-model.ts";
import type { Connection } from "./connection.ts";
import { tokenOf } from "./offering.ts";
import { PROPOSAL_STATES } from "./proposal.ts";
import { transact } from "./transact.ts";

/** Where the holders of a model's token decide. */
export type Governance = {
  readonly modelId: bigint;
  readonly token: Address;
  readonly governor: Address;
  readonly treasury: Address;
  /** Governor and treasury have these addresses before somebody creates them. */
  readonly exists: boolean;
};

/**
 * Governor and treasury of the model that a person names.
 * @throws FailedError when the model was not launched.
 */
export async function resolveGovernance(connection: Connection, nameOrId: string): Promise<Governance> {
  const { client, deployment } = connection;
  const model = await resolveModel(connection, nameOrId, packageFolders());
  const token = await tokenOf(connection, model.id);
  if (token === undefined) throw new FailedError(`Model ${model.name} has no token, so nobody decides.`);
  const contract = { address: deployment.modelGovernance, abi: modelGovernanceAbi } as const;
  const [[governor, treasury], created] = await Promise.all([
    client.readContract({ ...contract, functionName: "predictGovernance", args: [token] }),
    client.readContract({ ...contract, functionName: "governorOf", args: [token] }),
  ]);
  return { modelId: model.id, token, governor, treasury, exists: created !== zeroAddress };
}

/** @throws FailedError when nobody has proposed anything yet, so that there is no governor. */
export async function existingGovernance(connection: Connection, nameOrId: string): Promise<Governance> {
  const governance = await resolveGovernance(connection, nameOrId);
  if (governance.exists) return governance;
  throw new FailedError("Nobody has proposed anything yet: the first proposal creates governor and treasury.");
}

/** Creates governor and treasury unless they exist. @returns The transaction's hash, or undefined. */
export async function ensureGovernance(
  connection: Connection,
  account: LocalAccount,
  { token, exists }: Governance,
): Promise<Hex | undefined> {
  if (exists) return undefined;
  const data = encodeFunctionData({ abi: modelGovernanceAbi, functionName: "createGovernance", args: [token] });
  return (await transact(connection, account, { to: connection.deployment.modelGovernance, data })).transactionHash;
}

/** @throws UsageError for anything but a whole number from 1. */
export function parseProposalId(text: string): bigint {
  if (/^[1-9]\d{0,15}$/.test(text)) return BigInt(text);
  throw new UsageError(`A proposal is named by its number, from 1, not "${text}".`);
}

/** What the governor tells of a proposal. */
export async function readProposal({ client }: Connection, governor: Address, proposalId: bigint) {
  const contract = { address: governor, abi: holderGovernorAbi } as const;
  // Before anything else: an unknown proposal is told by this one.
  const state = await client.readContract({ ...contract, functionName: "state", args: [proposalId] });
  const [proposer, snapshot, deadline, votes, window, details] = await Promise.all([
    client.readContract({ ...contract, functionName: "proposalProposer", args: [proposalId] }),
    client.readContract({ ...contract, functionName: "proposalSnapshot", args: [proposalId] }),
    client.readContract({ ...contract, functionName: "proposalDeadline", args: [proposalId] }),
    client.readContract({ ...contract, functionName: "proposalVotes", args: [proposalId] }),
    client.readContract({ ...contract, functionName: "executionWindow", args: [proposalId] }),
    client.readContract({ ...contract, functionName: "proposalDetails", args: [proposalId] }),
  ]);
  // Before voting begins nobody knows what the supply that votes will be.
  const pending = PROPOSAL_STATES[state] === "pending";
  const quorum = pending
    ? undefined
    : await client.readContract({ ...contract, functionName: "quorum", args: [snapshot] });
  return { state, proposer, snapshot, deadline, votes, window, call: details[2][0], quorum };
}
