import { LOCAL_CHAIN_ID } from "../chain/connection.ts";
import { ether, instant } from "../chain/format.ts";
import { ACCOUNT_ARGS, addressFrom } from "../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../command-line/chain-options.ts";
import { defineCommand } from "../command-line/command.ts";
import { UsageError } from "../command-line/errors.ts";
import { NODE_STATUS_TIMEOUT_MS } from "../limits.ts";
import { countModels } from "../models/registered-model.ts";
import { readCredit, readHead } from "../node/chain-reader.ts";

/** What the node tells of itself, or null when none answers there. */
async function askNode(url: string): Promise<unknown> {
  try {
    const response = await fetch(new URL("/status", url), { signal: AbortSignal.timeout(NODE_STATUS_TIMEOUT_MS) });
    return response.ok ? await response.json() : null;
  } catch {
    // A node that isn't there is an answer to this question, not an error.
    return null;
  }
}

function phaseOf(node: unknown): string {
  if (typeof node !== "object" || node === null || !("phase" in node)) return "not running";
  return String(node.phase);
}

export const status = defineCommand({
  summary: "Show the chain, the contracts, the account and the node",
  example: "openimo status --json",
  args: {
    node: {
      type: "string",
      valueHint: "url",
      default: "http://127.0.0.1:8787",
      description: "HTTP address of the node",
    },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    if (!URL.canParse(args.node)) throw new UsageError(`Option --node takes a URL, not "${args.node}".`);
    const connection = await connectFrom(args);
    const { client, chain, deployment } = connection;
    const known = args.account !== undefined || chain.id === LOCAL_CHAIN_ID;
    const address = known ? await addressFrom(args, chain.id) : undefined;
    const [head, models, node, balanceWei, creditWei] = await Promise.all([
      readHead(connection),
      countModels(connection),
      askNode(args.node),
      address === undefined ? null : client.getBalance({ address }),
      address === undefined ? null : readCredit(connection, address),
    ]);
    const account = address === undefined ? null : { address, balanceWei, creditWei };
    return {
      json: { chainId: chain.id, head, deployment, models, account, node },
      text: [
        `chain     ${chain.id}, block ${head.number} of ${instant(head.timestamp)}`,
        `oracle    ${deployment.inferenceOracle}`,
        `registry  ${deployment.modelRegistry} with ${models} model${models === 1 ? "" : "s"}`,
        `launchpad ${deployment.launchpad}`,
        ...(account === null
          ? []
          : [`account   ${account.address}: ${ether(balanceWei ?? 0n)}, credit ${ether(creditWei ?? 0n)}`]),
        `node      ${phaseOf(node)} at ${args.node}`,
      ].join("\n"),
    };
  },
});
