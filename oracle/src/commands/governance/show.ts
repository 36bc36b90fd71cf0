import { holderGovernorAbi, modelGovernanceAbi, modelTreasuryAbi } from "@openimo/contracts";
import { decodeFunctionData, type Hex } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { assetAmount, shownFeeAsset } from "../../chain/fee-asset.ts";
import { ether, idHex, instant, tokens } from "../../chain/format.ts";
import {
  existingGovernance,
  type Governance,
  parseProposalId,
  readProposal,
  resolveGovernance,
} from "../../chain/governance.ts";
import { PROPOSAL_STATES } from "../../chain/proposal.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";

/** What a proposal would do, once for programs and once for people. */
async function describeCall({ client }: Connection, call: Hex) {
  const { functionName, args } = decodeFunctionData({ abi: [...modelTreasuryAbi, ...modelGovernanceAbi], data: call });
  if (functionName === "grant") {
    const [, asset, payee, amount] = args;
    const what = assetAmount(await shownFeeAsset(client, asset), amount);
    return { json: { kind: "grant", asset, payee, amount }, text: `pay ${what} to ${payee}` };
  }
  if (functionName === "recommend") {
    const [, versionModelId] = args;
    return {
      json: { kind: "version", versionModelId: idHex(versionModelId) },
      text: `recommend model ${idHex(versionModelId)}`,
    };
  }
  return { json: { kind: "unknown" }, text: "unknown" };
}

async function showProposal(connection: Connection, { governor }: Governance, proposalId: bigint) {
  const proposal = await readProposal(connection, governor, proposalId);
  const { snapshot, deadline, quorum, proposer } = proposal;
  const state = PROPOSAL_STATES[proposal.state];
  const [against, inFavour, abstain] = proposal.votes;
  const [from, until] = proposal.window;
  const call = await describeCall(connection, proposal.call);
  return {
    json: {
      ...{ governor, proposalId: Number(proposalId), state, proposer, ...call.json },
      ...{ voteStart: Number(snapshot), voteEnd: Number(deadline), quorum: quorum ?? null },
      votes: { for: inFavour, against, abstain },
      ...{ executableFrom: Number(from), executableUntil: Number(until) },
    },
    text: [
      `proposal  ${proposalId}, ${state}`,
      `to        ${call.text}`,
      `by        ${proposer}`,
      `voting    ${instant(snapshot)} to ${instant(deadline)}`,
      `votes     for ${tokens(inFavour)}${quorum === undefined ? "" : ` of ${tokens(quorum)} needed`}, against ${tokens(against)}, abstaining ${tokens(abstain)}`,
      `execution ${instant(from)} to ${instant(until)}`,
    ].join("\n"),
  };
}

async function showGovernance(connection: Connection, governance: Governance) {
  const { client, deployment } = connection;
  const { modelId, token, governor, treasury, exists } = governance;
  const [balanceWei, recommendation, proposals] = await Promise.all([
    client.getBalance({ address: treasury }),
    client.readContract({
      address: deployment.modelGovernance,
      abi: modelGovernanceAbi,
      functionName: "recommendationOf",
      args: [modelId],
    }),
    exists
      ? client.readContract({ address: governor, abi: holderGovernorAbi, functionName: "latestProposalId" })
      : Promise.resolve(0n),
  ]);
  const { versionModelId, proposalId, recommendedAt } = recommendation;
  const recommended =
    proposalId === 0n ? null : { versionModelId: idHex(versionModelId), proposalId: Number(proposalId), recommendedAt };
  return {
    json: {
      ...{ modelId: idHex(modelId), token, governor, treasury, exists, treasuryWei: balanceWei },
      ...{ proposals: Number(proposals), recommended },
    },
    text: [
      `governor     ${governor}${exists ? "" : ", created by the first proposal"}`,
      `treasury     ${treasury}, ${ether(balanceWei)}`,
      `proposals    ${proposals}`,
      `recommended  ${recommended === null ? "nothing" : `model ${recommended.versionModelId}, by proposal ${proposalId}`}`,
    ].join("\n"),
  };
}

export const show = defineCommand({
  summary: "Show a model's governor, treasury and recommended version, or one proposal",
  example: "openimo governance show digits --proposal 1 --json",
  args: {
    model: { type: "positional", required: true, description: "Name or id of the model" },
    proposal: { type: "string", valueHint: "number", description: "Only this proposal" },
    ...CHAIN_ARGS,
  },
  async run({ args }) {
    const connection = await connectFrom(args);
    if (args.proposal === undefined) return showGovernance(connection, await resolveGovernance(connection, args.model));
    const proposalId = parseProposalId(args.proposal);
    return showProposal(connection, await existingGovernance(connection, args.model), proposalId);
  },
});
