import { type Chain, createWalletClient, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";

/** The mnemonic that every development chain funds. Worthless anywhere else, so it may stand here. */
const MNEMONIC = "test test test test test test test test test test test junk";

/** A client that signs with a development key. Loaded when such an account is chosen: nobody else needs this code. */
export function openDevelopmentAccount(rpcUrl: string, chain: Chain, addressIndex: number) {
  return createWalletClient({ account: mnemonicToAccount(MNEMONIC, { addressIndex }), chain, transport: http(rpcUrl) });
}
