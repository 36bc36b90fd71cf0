import type { Address } from "viem";
import { useConnection } from "wagmi";
import { useChain } from "../app/chain.ts";
import { type DevelopmentRole, developmentRoleOf } from "../wallet/development-wallet.ts";

export interface Wallet {
  readonly address?: Address;
  readonly walletName?: string;
  readonly role?: DevelopmentRole;
  /** The wallet is connected, but to another chain. */
  readonly wrongNetwork: boolean;
  readonly isReconnecting: boolean;
}

/** The connected wallet, as pages need to know it. */
export function useWallet(): Wallet {
  const { chain } = useChain();
  const { address, chainId, connector, isConnected, isReconnecting } = useConnection();
  return {
    address: isConnected ? address : undefined,
    walletName: connector?.name,
    role: connector && developmentRoleOf(connector.id),
    wrongNetwork: isConnected && chainId !== chain.id,
    isReconnecting,
  };
}
