import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { developmentMnemonic } from "../../local/world.ts";

const account = (addressIndex: number) => mnemonicToAccount(developmentMnemonic, { addressIndex });

/** Who plays whom. */
export const accounts = {
  developer: account(0),
  operator: account(1),
  watcher: account(2),
  requester: account(3),
  liar: account(4),
  copycat: account(5),
  falseWatcher: account(6),
} as const;

/** What a node is started as. */
export type Role = {
  readonly name: "operator" | "watcher";
  readonly args: readonly string[];
};

const keyFolder = mkdtempSync(join(tmpdir(), "openimo-keys-"));
process.once("exit", () => rmSync(keyFolder, { recursive: true, force: true }));

/** Options with which a node has its key: from a file, since to derive it takes a fifth of a node's start. */
export function keyArgs(name: Role["name"]): readonly string[] {
  const { privateKey } = accounts[name].getHdKey();
  if (privateKey === null) throw new Error(`${name} has no private key.`);
  const file = join(keyFolder, name);
  writeFileSync(file, toHex(privateKey), { mode: 0o600 });
  return ["--private-key-file", file, "--allow-unencrypted-key"];
}

/** RPCs of each node: a quorum of them outvotes one that lies. */
export const PROVIDERS = 3;

export const ROLES: readonly Role[] = [
  {
    name: "operator",
    args: ["--mode", "serve", "--minimum-reward", "0.0001", "--withdraw-minimum", "0", "--altruistic"],
  },
  { name: "watcher", args: ["--mode", "watch", "--withdraw-minimum", "0", "--altruistic"] },
];
