import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { type Config, WagmiProvider } from "wagmi";
import { LanguageProvider } from "../messages/language-provider.tsx";
import type { Language } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";
import { TransactionsProvider } from "../wallet/transactions-provider.tsx";
import { WalletConfigContext } from "../wallet/wallet-config.ts";
import { type ChainAccess, ChainContext } from "./chain.ts";
import { router } from "./router.tsx";

type AppProps = {
  readonly access: ChainAccess;
  readonly initialWallet: Config;
  readonly language: Language;
  readonly messages: Messages;
};

/** The providers, outermost first: texts, chain, wallet, queries, transactions, pages. */
export function App({ access, initialWallet, language, messages }: AppProps) {
  const [wallet, setWallet] = useState(initialWallet);
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, staleTime: access.pollMs } },
      }),
  );
  return (
    <LanguageProvider initial={language} messages={messages}>
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
    </LanguageProvider>
  );
}
