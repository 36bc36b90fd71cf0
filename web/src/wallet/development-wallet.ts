import { type Chain, numberToHex } from "viem";
import { type CreateConnectorFn, createConnector } from "wagmi";

/** Account 1 is the local operator's: two programs that sign with one key would take each other's nonces. */
export const DEVELOPMENT_ACCOUNTS = [
  { index: 0, role: "developer" },
  { index: 2, role: "requester" },
  { index: 3, role: "investorA" },
  { index: 4, role: "investorB" },
  { index: 5, role: "investorC" },
  { index: 6, role: "spare" },
] as const;

export type DevelopmentRole = (typeof DEVELOPMENT_ACCOUNTS)[number]["role"];

const ID_PREFIX = "development-";
const CONNECTED = "openimo.development-wallet";

/** The role behind a connector, or undefined for a real wallet. */
export function developmentRoleOf(connectorId: string): DevelopmentRole | undefined {
  return DEVELOPMENT_ACCOUNTS.find(({ role }) => `${ID_PREFIX}${role}` === connectorId)?.role;
}

/** One connector an account. They sign without asking: for a chain on this machine only. */
export function developmentWallets(rpcUrl: string): CreateConnectorFn[] {
  return DEVELOPMENT_ACCOUNTS.map(({ index, role }) => developmentWallet(rpcUrl, index, `${ID_PREFIX}${role}`));
}

async function openAccount(rpcUrl: string, chain: Chain, index: number) {
  const { openDevelopmentAccount } = await import("./development-account.ts");
  return openDevelopmentAccount(rpcUrl, chain, index);
}

function developmentWallet(rpcUrl: string, index: number, id: string): CreateConnectorFn {
  let opened: ReturnType<typeof openAccount> | undefined;
  return createConnector((config) => {
    const [chain] = config.chains;
    const open = () => {
      opened ??= openAccount(rpcUrl, chain, index);
      return opened;
    };
    const addresses = async () => [(await open()).account.address] as const;
    return {
      id,
      name: `Development account ${index}`,
      type: "development",
      async connect({ withCapabilities } = {}) {
        localStorage.setItem(CONNECTED, id);
        const accounts = await addresses();
        // wagmi's own connectors narrow the conditional result type in the same way.
        const result = withCapabilities ? accounts.map((address) => ({ address, capabilities: {} })) : accounts;
        return { accounts: result as never, chainId: chain.id };
      },
      async disconnect() {
        localStorage.removeItem(CONNECTED);
      },
      getAccounts: addresses,
      getChainId: async () => chain.id,
      isAuthorized: async () => localStorage.getItem(CONNECTED) === id,
      async getProvider() {
        return {
          request: async ({ method }: { method: string }) =>
            method === "eth_chainId" ? numberToHex(chain.id) : addresses(),
        };
      },
      getClient: open,
      onAccountsChanged: () => {},
      onChainChanged: () => {},
      onDisconnect: () => config.emitter.emit("disconnect"),
    };
  });
}
