import { mnemonicToAccount } from "viem/accounts";
import { developmentMnemonic } from "../../local/world.ts";

const account = (addressIndex: number) => mnemonicToAccount(developmentMnemonic, { addressIndex });

/** Who plays whom. The nodes have the keys of development accounts 1 and 2. */
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
  readonly developmentKey: number;
  readonly args: readonly string[];
};

/** RPCs of each node: a quorum of them outvotes one that lies. */
export const PROVIDERS = 3;

export const ROLES: readonly Role[] = [
  {
    name: "operator",
    developmentKey: 1,
    args: ["--mode", "serve", "--minimum-reward", "0.0001", "--withdraw-minimum", "0", "--altruistic"],
  },
  { name: "watcher", developmentKey: 2, args: ["--mode", "watch", "--withdraw-minimum", "0", "--altruistic"] },
];
