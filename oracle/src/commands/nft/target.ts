import { CHAIN_ARGS } from "../../command-line/chain-options.ts";

/** Arguments of every command about a request's token. */
export const TOKEN_ARGS = {
  request: { type: "positional", required: true, description: "Id of a request with the token's prompt" },
  ...CHAIN_ARGS,
} as const;
