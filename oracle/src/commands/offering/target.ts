import type { FeeAsset } from "@openimo/contracts";
import type { Address, Hex, LocalAccount, TransactionReceipt } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { currencyOf, resolveOffering } from "../../chain/offering.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, type AccountArgs, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";

/** Arguments of every command that acts on one offering. */
export const OFFERING_ARGS = {
  offering: { type: "positional", required: true, description: "Address of the offering, or name or id of its model" },
  ...CHAIN_ARGS,
  ...ACCOUNT_ARGS,
} as const;

type OfferingArgs = AccountArgs & {
  readonly offering: string;
  readonly "rpc-url"?: string;
  readonly deployment?: string;
};

/** The offering that a command line names, and who acts on it. */
export type Target = {
  readonly connection: Connection;
  readonly account: LocalAccount;
  readonly offering: Address;
  /** What buyers pay in. */
  readonly currency: FeeAsset;
  /** Calls the offering. @param valueWei Ether to send along. */
  readonly call: (data: Hex, valueWei?: bigint) => Promise<TransactionReceipt>;
};

export async function targetFrom(args: OfferingArgs): Promise<Target> {
  const connection = await connectFrom(args);
  const offering = await resolveOffering(connection, args.offering);
  const currency = await currencyOf(connection, offering);
  const account = await accountFrom(args, connection.chain.id);
  const call = (data: Hex, valueWei = 0n) => transact(connection, account, { to: offering, data, value: valueWei });
  return { connection, account, offering, currency, call };
}
