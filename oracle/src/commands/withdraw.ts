import { formatEther } from "viem";
import { ether } from "../chain/format.ts";
import { withdrawCall } from "../chain/oracle-calls.ts";
import { transact } from "../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../command-line/chain-options.ts";
import { defineCommand } from "../command-line/command.ts";
import { readCredit } from "../node/chain-reader.ts";

export const withdraw = defineCommand({
  summary: "Withdraw the account's credit from the oracle: rewards, returned bonds, refunds",
  example: "openimo withdraw --account operator --password-file operator.password",
  args: { ...CHAIN_ARGS, ...ACCOUNT_ARGS },
  async run({ args }) {
    const connection = await connectFrom(args);
    const account = await accountFrom(args, connection.chain.id);
    const amountWei = await readCredit(connection, account.address);
    const call = withdrawCall(connection.deployment.inferenceOracle, account.address);
    const { transactionHash } = await transact(connection, account, call);
    return {
      json: { account: account.address, amountWei, amountEther: formatEther(amountWei), transactionHash },
      text: `${account.address} got ${ether(amountWei)}.`,
    };
  },
});
