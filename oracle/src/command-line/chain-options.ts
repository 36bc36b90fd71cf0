import type { ArgsDef } from "citty";
import { type Connection, connect } from "../chain/connection.ts";

export const DEFAULT_RPC_URL = "http://127.0.0.1:8545";

/** Options of every command that reads the chain. */
export const CHAIN_ARGS = {
  "rpc-url": {
    type: "string",
    valueHint: "url",
    description: `JSON-RPC of the chain; several make a quorum (env OPENIMO_RPC_URL, default ${DEFAULT_RPC_URL})`,
  },
  deployment: {
    type: "string",
    valueHint: "file.json",
    description: "Addresses of the contracts, instead of the project's own deployment",
  },
} as const satisfies ArgsDef;

type ChainArgs = { readonly "rpc-url"?: string; readonly deployment?: string };

/** @throws TryAgainError (through `explain`) when the RPC doesn't answer. */
export function connectFrom(args: ChainArgs): Promise<Connection> {
  return connect({ rpcUrl: rpcUrlFrom(args), deploymentFile: args.deployment });
}

/** One URL, or several with commas between them. */
export function rpcUrlFrom(args: ChainArgs): string {
  return args["rpc-url"] ?? process.env.OPENIMO_RPC_URL ?? DEFAULT_RPC_URL;
}
