import { createAppKit } from "@reown/appkit/core";
import { WagmiAdapter } from "@reown/appkit-adapter-wagmi";
import { OptionsController } from "@reown/appkit-controllers";
import { type Config, http } from "wagmi";
import type { ChainAccess } from "../app/chain.ts";

interface AppKitWallet {
  readonly config: Config;
  show(): Promise<void>;
}

let opened: AppKitWallet | undefined;

/** Reown AppKit, without accounts by e-mail and the like, on its wagmi adapter. Only ever loaded by a dynamic import, when a project id is configured. */
export function openAppKit(access: ChainAccess, projectId: string): AppKitWallet {
  if (opened) return opened;
  const network = {
    ...access.chain,
    chainNamespace: "eip155" as const,
    caipNetworkId: `eip155:${access.chain.id}` as const,
  };
  const adapter = new WagmiAdapter({
    projectId,
    networks: [network],
    transports: { [access.chain.id]: http(access.settings.rpcUrl) },
  });
  // Both are wallets of their own in the download, and are reached as any wallet in the browser and by WalletConnect. AppKit 1.8.24
  // has the first switch only here.
  OptionsController.setEnableBaseAccount(false);
  const kit = createAppKit({
    adapters: [adapter],
    networks: [network],
    projectId,
    metadata: { name: "OpenIMO", description: "Initial Model Offerings", url: location.origin, icons: [] },
    enableCoinbase: false,
    features: { analytics: false, email: false, socials: false, swaps: false, onramp: false },
  });
  opened = { config: adapter.wagmiConfig, show: async () => void (await kit.open()) };
  return opened;
}
