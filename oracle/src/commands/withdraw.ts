import { formatUnits, isAddress, zeroAddress } from "viem";
import { assetAmount, shownFeeAsset } from "../chain/fee-asset.ts";
import { withdrawCall } from "../chain/oracle-calls.ts";
import { transact } from "../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../command-line/chain-options.ts";
import { defineCommand } from "../command-line/command.ts";
import { UsageError } from "../command-line/errors.ts";
import { readCredit } from "../node/chain-reader.ts";

export const withdraw = defineCommand({
  summary: "Withdraw the account's credit from the oracle: rewards, returned bonds, refunds",
  example: "openimo withdraw --account operator --password-file operator.password",
  args: {
    asset: { type: "string", valueHint: "address", description: "ERC-20 to withdraw the credit in (default: ether)" },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    const asset = args.asset ?? zeroAddress;
    if (!isAddress(asset)) throw new UsageError(`Option --asset takes the address of an ERC-20, not "${asset}".`);
    const connection = await connectFrom(args);
    const account = await accountFrom(args, connection.chain.id);
    const shown = await shownFeeAsset(connection.client, asset);
    const amount = await readCredit(connection, account.address, asset);
    const call = withdrawCall(connection.deployment.inferenceOracle, account.address, asset);
    const { transactionHash } = await transact(connection, account, call);
    const inEther = asset === zeroAddress ? { amountWei: amount, amountEther: formatUnits(amount, 18) } : {};
    return {
      json: { account: account.address, asset, amount, ...inEther, transactionHash },
      text: `${account.address} got ${assetAmount(shown, amount)}.`,
    };
  },
});
