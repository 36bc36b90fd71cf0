import { contributorDropAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, isAddress, isAddressEqual } from "viem";
import { tokens } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { readDrop } from "../../drops/drop-file.ts";

function claimant(text: string | undefined, account: Address): Address {
  if (text === undefined) return account;
  if (!isAddress(text)) throw new UsageError(`Option --for takes an address, not "${text}".`);
  return text;
}

export const claimDrop = defineCommand({
  summary: "Take a contributor's tokens out of a launch's drop, for oneself or for somebody else",
  example: "openimo offering claim-drop 0x5FbDB2315678afecb367f032d93F642f64180aa3 --drop drop.json",
  args: {
    contract: { type: "positional", required: true, description: "Address of the drop, as the launch printed it" },
    drop: { type: "string", valueHint: "file", required: true, description: "What `openimo offering drop` wrote" },
    for: { type: "string", valueHint: "address", description: "The contributor; by default the account itself" },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    if (!isAddress(args.contract)) throw new UsageError(`"${args.contract}" is no address of a drop.`);
    const { claims } = readDrop(args.drop);
    const connection = await connectFrom(args);
    const account = await accountFrom(args, connection.chain.id);
    const contributor = claimant(args.for, account.address);
    const claim = claims.find((entry) => isAddressEqual(entry.account, contributor));
    if (claim === undefined) throw new FailedError(`${contributor} is not in the drop.`);
    const { index, amount, proof } = claim;
    const data = encodeFunctionData({
      abi: contributorDropAbi,
      functionName: "claim",
      args: [BigInt(index), contributor, amount, proof],
    });
    const { transactionHash } = await transact(connection, account, { to: args.contract, data });
    return {
      json: { drop: args.contract, account: contributor, tokens: amount, transactionHash },
      text: `${contributor} got ${tokens(amount)}.`,
    };
  },
});
