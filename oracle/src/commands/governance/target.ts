import { ACCOUNT_ARGS } from "../../command-line/account-options.ts";
import { CHAIN_ARGS } from "../../command-line/chain-options.ts";

/** Arguments of every command that acts for the holders of one model's token. */
export const GOVERNANCE_ARGS = {
  model: { type: "positional", required: true, description: "Name or id of the model" },
  ...CHAIN_ARGS,
  ...ACCOUNT_ARGS,
} as const;

export const PROPOSAL_ARGS = {
  proposal: { type: "string", valueHint: "number", required: true, description: "Number of the proposal" },
} as const;

export const DESCRIPTION_ARGS = {
  description: { type: "string", valueHint: "text", default: "", description: "What for, in at most 2048 bytes" },
} as const;
