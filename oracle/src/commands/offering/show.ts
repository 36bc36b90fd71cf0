import { fixedPriceOfferingAbi } from "@openimo/contracts";
import type { Address } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { LOCAL_CHAIN_ID } from "../../chain/connection.ts";
import { ether, idHex, instant, tokens } from "../../chain/format.ts";
import { OFFERING_STATES, resolveOffering } from "../../chain/offering.ts";
import { ACCOUNT_ARGS, addressFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";

async function read({ client }: Connection, address: Address) {
  const offering = { address, abi: fixedPriceOfferingAbi } as const;
  const [state, finalised, totalCommittedWei, raisedWei, cutOff, terms, token, developer, modelId] = await Promise.all([
    client.readContract({ ...offering, functionName: "state" }),
    client.readContract({ ...offering, functionName: "finalised" }),
    client.readContract({ ...offering, functionName: "totalCommittedWei" }),
    client.readContract({ ...offering, functionName: "raisedWei" }),
    client.readContract({ ...offering, functionName: "cutOff" }),
    client.readContract({ ...offering, functionName: "terms" }),
    client.readContract({ ...offering, functionName: "token" }),
    client.readContract({ ...offering, functionName: "developer" }),
    client.readContract({ ...offering, functionName: "modelId" }),
  ]);
  return { state, finalised, totalCommittedWei, raisedWei, cutOff, terms, token, developer, modelId };
}

async function readAccount({ client }: Connection, address: Address, account: Address | undefined) {
  if (account === undefined) return null;
  const offering = { address, abi: fixedPriceOfferingAbi } as const;
  const [committedWei, settled] = await Promise.all([
    client.readContract({ ...offering, functionName: "committedWei", args: [account] }),
    client.readContract({ ...offering, functionName: "settled", args: [account] }),
  ]);
  return { account, committedWei, settled };
}

export const show = defineCommand({
  summary: "Show an offering: its terms, how it stands, what the account committed",
  example: "openimo offering show digits --json",
  args: {
    offering: {
      type: "positional",
      required: true,
      description: "Address of the offering, or name or id of its model",
    },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    const connection = await connectFrom(args);
    const address = await resolveOffering(connection, args.offering);
    // Looking needs no key; with one named, or a well-known one, its own commitment is shown too.
    const known = args.account !== undefined || connection.chain.id === LOCAL_CHAIN_ID;
    const account = known ? await addressFrom(args, connection.chain.id) : undefined;
    const [facts, own] = await Promise.all([read(connection, address), readAccount(connection, address, account)]);
    const { terms } = facts;
    const state = OFFERING_STATES[facts.state];
    return {
      json: { offering: address, ...facts, state, modelId: idHex(facts.modelId), cutOff: Number(facts.cutOff), own },
      text: [
        `offering   ${address}`,
        `model      ${idHex(facts.modelId)}`,
        `token      ${facts.token}`,
        `developer  ${facts.developer}`,
        `state      ${state}${facts.finalised ? ", finalised" : ""}`,
        `open       ${instant(terms.start)} to ${instant(terms.end)}; commitments bind from ${instant(facts.cutOff)}`,
        `for sale   ${tokens(terms.saleSupply)}; the developer keeps ${tokens(terms.developerSupply)}`,
        `caps       ${ether(terms.softCapWei)} to ${ether(terms.hardCapWei)}`,
        `committed  ${ether(facts.totalCommittedWei)}${facts.finalised ? `; raised ${ether(facts.raisedWei)}` : ""}`,
        ...(own === null ? [] : [`yours      ${ether(own.committedWei)}${own.settled ? ", settled" : ""}`]),
      ].join("\n"),
    };
  },
});
