import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { type Config, WagmiProvider } from "wagmi";
import { en } from "../messages/en.ts";
import { MessagesContext } from "../messages/messages.ts";
import { TransactionsProvider } from "../wallet/transactions-provider.tsx";
import { WalletConfigContext } from "../wallet/wallet-config.ts";
import { type ChainAccess, ChainContext } from "./chain.ts";
import { router } from "./router.tsx";

/** The providers, outermost first: texts, chain, wallet, queries, transactions, pages. */
export function App({ access, initialWallet }: { access: ChainAccess; initialWallet: Config }) {
  const [wallet, setWallet] = useState(initialWallet);
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, staleTime: access.pollMs } },
      }),
  );
  return (
    <MessagesContext value={en}>
      <ChainContext value={access}>
        <WagmiProvider config={wallet} reconnectOnMount>
          <QueryClientProvider client={queries}>
            <WalletConfigContext value={setWallet}>
              <TransactionsProvider>
                <RouterProvider router={router} />
              </TransactionsProvider>
            </WalletConfigContext>
          </QueryClientProvider>
        </WagmiProvider>
      </ChainContext>
    </MessagesContext>
  );
}
