import { holderGovernorAbi } from "@openimo/contracts";
import { type Hex, type LocalAccount, parseEventLogs } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { idHex, instant } from "../../chain/format.ts";
import { ensureGovernance, type Governance } from "../../chain/governance.ts";
import { transact } from "../../chain/transact.ts";
import { FailedError } from "../../command-line/errors.ts";
import { note } from "../../command-line/print.ts";

/** Revenue for the token, so that its running period closes at the snapshot. */
const DEPOSIT_WEI = 1n;

/** Makes a proposal, and before it governor and treasury where nobody has. @param data The call of the governor. */
export async function propose(connection: Connection, account: LocalAccount, governance: Governance, data: Hex) {
  const { governor, treasury, modelId } = governance;
  const createdBy = await ensureGovernance(connection, account, governance);
  if (createdBy !== undefined) note(`Created the governor ${governor} in transaction ${createdBy}.`);
  const receipt = await transact(connection, account, { to: governor, data, value: DEPOSIT_WEI });
  const [log] = parseEventLogs({ abi: holderGovernorAbi, eventName: "ProposalCreated", logs: receipt.logs });
  if (log === undefined) throw new FailedError(`Transaction ${receipt.transactionHash} proposed nothing.`);
  const { proposalId, voteStart, voteEnd } = log.args;
  return {
    json: {
      modelId: idHex(modelId),
      ...{ governor, treasury, proposalId: Number(proposalId) },
      voteStart: Number(voteStart),
      voteEnd: Number(voteEnd),
      transactionHash: receipt.transactionHash,
    },
    text: [
      `proposal  ${proposalId}`,
      `governor  ${governor}`,
      `treasury  ${treasury}`,
      `voting    ${instant(voteStart)} to ${instant(voteEnd)}, with what is held at the beginning`,
    ].join("\n"),
  };
}
