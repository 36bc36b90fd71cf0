import { holderGovernorAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { existingGovernance, parseProposalId } from "../../chain/governance.ts";
import { transact } from "../../chain/transact.ts";
import { accountFrom } from "../../command-line/account-options.ts";
import { connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { GOVERNANCE_ARGS, PROPOSAL_ARGS } from "./target.ts";

export const execute = defineCommand({
  summary: "Do what a proposal decided, after its delay; anybody may",
  example: "openimo governance execute digits --proposal 1",
  args: { ...GOVERNANCE_ARGS, ...PROPOSAL_ARGS },
  async run({ args }) {
    const proposalId = parseProposalId(args.proposal);
    const connection = await connectFrom(args);
    const { governor } = await existingGovernance(connection, args.model);
    const account = await accountFrom(args, connection.chain.id);
    const data = encodeFunctionData({ abi: holderGovernorAbi, functionName: "execute", args: [proposalId] });
    const { transactionHash } = await transact(connection, account, { to: governor, data });
    return {
      json: { governor, proposalId: Number(proposalId), state: "executed", transactionHash },
      text: `Proposal ${proposalId} is executed.`,
    };
  },
});
