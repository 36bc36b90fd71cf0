import type { LocalAccount } from "viem";
import { mnemonicToAccount } from "viem/accounts";

/** The mnemonic that local chains such as anvil fund. Everybody knows it. */
const MNEMONIC = "test test test test test test test test test test test junk";

/** @param index 0 to 9 */
export function developmentAccount(index: number): LocalAccount {
  return mnemonicToAccount(MNEMONIC, { addressIndex: index });
}
