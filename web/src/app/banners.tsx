import { lazy, type ReactNode, Suspense } from "react";
import { useHead } from "../hooks/use-head.ts";
import { useWallet } from "../hooks/use-wallet.ts";
import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";
import { useChain } from "./chain.ts";

const WrongNetwork = lazy(async () => ({ default: (await import("./wrong-network.tsx")).WrongNetwork }));

/** What concerns every page: the chain doesn't answer, or the wallet is on another one. */
export function Banners() {
  const m = useMessages();
  const format = useFormat();
  const { chain } = useChain();
  const head = useHead();
  const { wrongNetwork } = useWallet();
  return (
    <div role="status">
      {head.isError && (
        <Banner tone="bg-danger-soft text-danger">
          <p>
            <strong>{m.banner.rpcDown}</strong> {m.banner.rpcDownText(chain.name)}{" "}
            {head.data && m.banner.lastBlock(format.count(head.data.number))}
          </p>
        </Banner>
      )}
      {wrongNetwork && (
        <Banner tone="bg-warn-soft text-warn">
          <Suspense>
            <WrongNetwork />
          </Suspense>
        </Banner>
      )}
    </div>
  );
}

function Banner({ tone, children }: { tone: string; children: ReactNode }) {
  return (
    <div className={tone}>
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-6">
        {children}
      </div>
    </div>
  );
}
