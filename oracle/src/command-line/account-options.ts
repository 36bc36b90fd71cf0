import type { ArgsDef } from "citty";
import type { LocalAccount } from "viem";
import { LOCAL_CHAIN_ID } from "../chain/connection.ts";
import { developmentAccount } from "../chain/development-account.ts";
import { readKey } from "../keystore/key-folder.ts";
import { remoteAccount } from "../keystore/remote-signer.ts";
import { readUnencryptedKey } from "../keystore/unencrypted-key.ts";
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
  "signer-url": {
    type: "string",
    valueHint: "url",
    description: "Signer that keeps the key, such as Web3Signer or clef; asked by eth_signTransaction",
  },
  "signer-address": { type: "string", valueHint: "address", description: "Which of its accounts, if it has several" },
  "private-key-file": {
    type: "string",
    valueHint: "file",
    description: "File with the bare key in hexadecimal; needs --allow-unencrypted-key",
  },
  "allow-unencrypted-key": {
    type: "boolean",
    description: "Take a key that lies unencrypted on disk: whoever reads the file has the money",
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
  readonly "signer-url"?: string;
  readonly "signer-address"?: string;
  readonly "private-key-file"?: string;
  readonly "allow-unencrypted-key"?: boolean;
};

/** Options of which at most one says what signs. */
const CHOICES = ["account", "signer-url", "private-key-file", "development-key"] as const;

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
  checkChoice(args);
  if (args.account !== undefined) {
    return readKey(args.account, await askPassword(`Password of ${args.account}`, args["password-file"]));
  }
  if (args["signer-url"] !== undefined) return remoteAccount(args["signer-url"], args["signer-address"]);
  if (args["private-key-file"] !== undefined) return readUnencryptedKey(args["private-key-file"]);
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

function checkChoice(args: AccountArgs): void {
  const given = CHOICES.filter((name) => args[name] !== undefined);
  if (given.length > 1) throw new UsageError(`Give --${given[0]} or --${given[1]}, not both.`);
  if (args["private-key-file"] === undefined || args["allow-unencrypted-key"]) return;
  throw new UsageError(
    "A key that lies unencrypted on disk is taken with --allow-unencrypted-key only. `openimo key import` encrypts it.",
  );
}

/** The address of `accountFrom` where reading is enough: no password is asked for. */
export async function addressFrom(args: AccountArgs, chainId: number, standard: number = REQUESTER_KEY) {
  if (args.account !== undefined) return (await import("../keystore/key-folder.ts")).addressOfKey(args.account);
  return (await accountFrom(args, chainId, standard)).address;
}
