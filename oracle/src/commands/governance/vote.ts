import { holderGovernorAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { tokens } from "../../chain/format.ts";
import { existingGovernance, parseProposalId } from "../../chain/governance.ts";
import { VOTE_TYPES } from "../../chain/proposal.ts";
import { transact } from "../../chain/transact.ts";
import { accountFrom } from "../../command-line/account-options.ts";
import { connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { GOVERNANCE_ARGS, PROPOSAL_ARGS } from "./target.ts";

export const vote = defineCommand({
  summary: "Vote on a proposal, once, with what the account held when voting began",
  example: "openimo governance vote digits --proposal 1 --support for",
  args: {
    ...GOVERNANCE_ARGS,
    ...PROPOSAL_ARGS,
    support: { type: "string", valueHint: "for|against|abstain", required: true, description: "How" },
  },
  async run({ args }) {
    const support = VOTE_TYPES.indexOf(args.support);
    if (support === -1) throw new UsageError(`Option --support takes for, against or abstain, not "${args.support}".`);
    const proposalId = parseProposalId(args.proposal);
    const connection = await connectFrom(args);
    const { governor } = await existingGovernance(connection, args.model);
    const account = await accountFrom(args, connection.chain.id);
    const data = encodeFunctionData({ abi: holderGovernorAbi, functionName: "castVote", args: [proposalId, support] });
    const { logs, transactionHash } = await transact(connection, account, { to: governor, data });
    const [log] = parseEventLogs({ abi: holderGovernorAbi, eventName: "VoteCast", logs });
    if (log === undefined) throw new FailedError(`Transaction ${transactionHash} cast no vote.`);
    const { voter, weight } = log.args;
    return {
      json: { governor, proposalId: Number(proposalId), voter, support: args.support, weight, transactionHash },
      text: `${voter} voted ${args.support} with ${tokens(weight)}.`,
    };
  },
});
