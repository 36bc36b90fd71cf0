import { createContext, use } from "react";
import { type Config, createConfig, createStorage, http } from "wagmi";
import type { ChainAccess } from "../app/chain.ts";
import { developmentWallets } from "./development-wallet.ts";

/** Remembered so that a wallet connected through AppKit is connected again after a reload. */
const APPKIT_USED = "openimo.appkit";

/** Wallets that browsers announce by EIP-6963; on the local chain the development accounts too. */
function createWalletConfig(access: ChainAccess): Config {
  return createConfig({
    chains: [access.chain],
    connectors: access.isLocal ? developmentWallets(access.settings.rpcUrl) : [],
    transports: { [access.chain.id]: http(access.settings.rpcUrl) },
    pollingInterval: access.pollMs,
    multiInjectedProviderDiscovery: true,
    storage: createStorage({ storage: localStorage, key: `openimo.${access.chain.id}` }),
  });
}

/** The wallet configuration of a fresh page: without AppKit, unless it was in use. */
export async function restoreWallet(access: ChainAccess): Promise<Config> {
  const { projectId } = access.settings;
  if (projectId && localStorage.getItem(APPKIT_USED)) {
    const { openAppKit } = await import("./app-kit.ts");
    return openAppKit(access, projectId).config;
  }
  return createWalletConfig(access);
}

/** Loads AppKit on intent and shows its list of wallets. */
export async function chooseAppKitWallet(access: ChainAccess, projectId: string): Promise<Config> {
  const { openAppKit } = await import("./app-kit.ts");
  const { config, show } = openAppKit(access, projectId);
  localStorage.setItem(APPKIT_USED, "1");
  await show();
  return config;
}

/** Replaces the running configuration, for AppKit that arrives later. */
export const WalletConfigContext = createContext<((config: Config) => void) | undefined>(undefined);

export function useReplaceWallet(): (config: Config) => void {
  const replace = use(WalletConfigContext);
  if (!replace) throw new Error("useReplaceWallet needs a WalletConfigContext");
  return replace;
}
