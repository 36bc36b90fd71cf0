import { holderGovernorAbi } from "@openimo/contracts";
import { encodeFunctionData, isAddress, zeroAddress } from "viem";
import { requireFeeAsset } from "../../chain/fee-asset.ts";
import { resolveGovernance } from "../../chain/governance.ts";
import { accountFrom } from "../../command-line/account-options.ts";
import { connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { propose } from "./propose.ts";
import { DESCRIPTION_ARGS, GOVERNANCE_ARGS } from "./target.ts";

export const proposeGrant = defineCommand({
  summary: "Propose that the model's treasury pays somebody; takes a hundredth of the tokens that vote",
  example:
    'openimo governance propose-grant digits --to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --amount 0.5 --description "new data"',
  args: {
    ...GOVERNANCE_ARGS,
    to: { type: "string", valueHint: "address", required: true, description: "Who is paid" },
    amount: { type: "string", valueHint: "amount", required: true, description: "In ether, or in --asset" },
    asset: { type: "string", valueHint: "address", description: "ERC-20 that is paid instead of ether" },
    ...DESCRIPTION_ARGS,
  },
  async run({ args }) {
    const { to, asset } = args;
    if (!isAddress(to)) throw new UsageError(`Option --to takes an address, not "${to}".`);
    if (asset !== undefined && !isAddress(asset)) {
      throw new UsageError(`Option --asset takes an address, not "${asset}".`);
    }
    const connection = await connectFrom(args);
    const paidIn = asset ?? zeroAddress;
    const amount = parseAmount("--amount", args.amount, await requireFeeAsset(connection.client, paidIn));
    const governance = await resolveGovernance(connection, args.model);
    const account = await accountFrom(args, connection.chain.id);
    const data = encodeFunctionData({
      abi: holderGovernorAbi,
      functionName: "proposeGrant",
      args: [paidIn, to, amount, args.description],
    });
    return propose(connection, account, governance, data);
  },
});
