import { Link, Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { Button } from "../components/button.tsx";
import { ConnectDialogContext } from "../components/connect-dialog-context.ts";
import { LocalChainButton } from "../components/local-chain-button.tsx";
import { ThemeToggle } from "../components/theme-toggle.tsx";
import { Transactions } from "../components/transactions.tsx";
import { useChainHealth } from "../hooks/use-chain-health.ts";
import { usePageFocus } from "../hooks/use-page-focus.ts";
import { useWallet } from "../hooks/use-wallet.ts";
import { useMessages } from "../messages/messages.ts";
import { useTransactions } from "../wallet/transactions-provider.tsx";
import { Banners } from "./banners.tsx";
import { BootProblem } from "./boot-problem.tsx";
import { useChain } from "./chain.ts";
import { Footer } from "./footer.tsx";

const ConnectDialog = lazy(async () => ({ default: (await import("../components/connect-dialog.tsx")).ConnectDialog }));
const AccountMenu = lazy(async () => ({ default: (await import("../components/account-menu.tsx")).AccountMenu }));

/** What surrounds every page. Without the right chain and contracts there is no page. */
export function Shell() {
  const m = useMessages();
  const { chain, settings } = useChain();
  const health = useChainHealth();
  const [connecting, setConnecting] = useState(false);
  const { entries } = useTransactions();
  const connect = useCallback(() => setConnecting(true), []);
  const main = usePageFocus();
  if (health.data?.kind === "wrongChain") {
    const { expected, found } = health.data;
    return (
      <BootProblem
        title={m.boot.wrongChainTitle}
        text={m.boot.wrongChainText(expected, found)}
        detail={settings.rpcUrl}
      />
    );
  }
  if (health.data?.kind === "noContract") {
    return (
      <BootProblem
        title={m.boot.noContractTitle}
        text={m.boot.noContractText(chain.name)}
        detail={health.data.address}
      />
    );
  }
  return (
    <ConnectDialogContext value={connect}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-40 focus:rounded-md focus:bg-accent focus:p-3 focus:text-on-accent"
      >
        {m.nav.skip}
      </a>
      <Header onConnect={connect} />
      <Banners />
      <main
        id="content"
        ref={main}
        tabIndex={-1}
        className={`mx-auto min-h-[calc(100dvh-8rem)] w-full max-w-6xl px-4 outline-none py-8 sm:px-6 sm:py-10 ${entries.length > 0 ? "pb-56" : ""}`}
      >
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
      <Footer />
      <Transactions />
      {connecting && (
        <Suspense>
          <ConnectDialog onClose={() => setConnecting(false)} />
        </Suspense>
      )}
    </ConnectDialogContext>
  );
}

const NAVIGATION = [
  { to: "/", name: "models" },
  { to: "/launch", name: "launch" },
  { to: "/ask", name: "ask" },
  { to: "/requests", name: "requests" },
  { to: "/portfolio", name: "portfolio" },
] as const;
/** Phones have room for five, and these in the footer. */
const WIDE_NAVIGATION = [
  ...NAVIGATION,
  { to: "/gallery", name: "gallery" },
  { to: "/operators", name: "operators" },
] as const;

function Header({ onConnect }: { onConnect(): void }) {
  const m = useMessages();
  const { isLocal } = useChain();
  const { address } = useWallet();
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 sm:gap-x-6 sm:px-6">
        <Link to="/" className="flex items-center gap-2 py-3 text-base font-bold tracking-tight">
          <img src="/icon.svg" alt="" className="size-7" />
          <span className="max-sm:sr-only">OpenIMO</span>
        </Link>
        <nav
          aria-label={m.nav.label}
          className="order-last -mx-1 flex w-full flex-wrap justify-between md:order-none md:mx-0 md:w-auto md:justify-start md:gap-1"
        >
          {WIDE_NAVIGATION.map(({ to, name }, i) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: to === "/", includeSearch: false }}
              activeProps={{ className: "border-accent text-ink" }}
              inactiveProps={{ className: "border-transparent text-muted hover:text-ink" }}
              className={`border-b-2 px-1 py-2.5 text-sm font-medium sm:py-3 md:px-2.5 md:py-5 ${i < NAVIGATION.length ? "" : "max-lg:hidden"}`}
            >
              {m.nav[name]}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1.5">
          <ThemeToggle />
          {isLocal && <LocalChainButton />}
          <Suspense>{address && <AccountMenu />}</Suspense>
          {!address && (
            <Button onClick={onConnect} className="px-3 whitespace-nowrap sm:px-4">
              {m.wallet.connect}
            </Button>
          )}
        </div>
      </div>
    </header>
  );
}
