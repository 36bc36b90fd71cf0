import type { ArgsDef } from "citty";
import type { LocalAccount } from "viem";
import { LOCAL_CHAIN_ID } from "../chain/connection.ts";
import { developmentAccount } from "../chain/development-account.ts";
import { readKey } from "../keystore/key-folder.ts";
import { DEVELOPMENT_KEYS } from "../limits.ts";
import { UsageError } from "./errors.ts";
import { parseWhole } from "./numbers.ts";
import { askPassword } from "./password.ts";

/** Options of every command that signs. */
export const ACCOUNT_ARGS = {
  account: {
    type: "string",
    valueHint: "name",
    description: "Key of the keystore that signs (see `openimo key list`)",
  },
  "password-file": {
    type: "string",
    valueHint: "file",
    description: "File with the key's password; asked for otherwise",
  },
  "development-key": {
    type: "string",
    valueHint: "0..9",
    description: "Local chain only: index of a well-known key (default 2, for `run` 1)",
  },
} as const satisfies ArgsDef;

export type AccountArgs = {
  readonly account?: string;
  readonly "password-file"?: string;
  readonly "development-key"?: string;
};

/** Which well-known key signs on the local chain when none is named. */
const REQUESTER_KEY = 2;
export const OPERATOR_KEY = 1;

/**
 * The account that signs. Keys that everybody knows are for the local chain only.
 * @throws UsageError when none can be chosen, FailedError for a wrong password.
 */
export async function accountFrom(
  args: AccountArgs,
  chainId: number,
  standard: number = REQUESTER_KEY,
): Promise<LocalAccount> {
  const index = args["development-key"];
  if (args.account !== undefined) {
    if (index !== undefined) throw new UsageError("Give --account or --development-key, not both.");
    return readKey(args.account, await askPassword(`Password of ${args.account}`, args["password-file"]));
  }
  if (chainId !== LOCAL_CHAIN_ID) {
    const why =
      index === undefined
        ? ""
        : `--development-key is for the local chain ${LOCAL_CHAIN_ID} only: everybody knows these keys. `;
    throw new UsageError(`${why}Name a key for chain ${chainId} with --account (see \`openimo key new --help\`).`);
  }
  return developmentAccount(
    index === undefined ? standard : parseWhole("--development-key", index, 0, DEVELOPMENT_KEYS - 1),
  );
}

/** The address of `accountFrom` where reading is enough: no password is asked for. */
export async function addressFrom(args: AccountArgs, chainId: number, standard: number = REQUESTER_KEY) {
  if (args.account !== undefined) return (await import("../keystore/key-folder.ts")).addressOfKey(args.account);
  return (await accountFrom(args, chainId, standard)).address;
}
