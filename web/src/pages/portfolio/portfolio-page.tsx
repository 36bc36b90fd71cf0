import { Link } from "@tanstack/react-router";
import type { Address } from "viem";
import { buttonClass } from "../../components/button.tsx";
import { ConnectFirst } from "../../components/connect-first.tsx";
import { Empty } from "../../components/empty.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { type Portfolio as PortfolioData, usePortfolio } from "../../hooks/use-portfolio.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";
import { CreditNotice } from "../requests/credit-notice.tsx";
import { CommitmentsPanel } from "./commitments-panel.tsx";
import { DeveloperPanel } from "./developer-panel.tsx";
import { DuePanel } from "./due-panel.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { HoldingsPanel } from "./holdings-panel.tsx";

export function PortfolioPage() {
  const m = useMessages();
  const { address } = useWallet();
  return (
    <>
      <PageHeading title={m.portfolio.title} text={m.portfolio.text} />
      {address ? <Portfolio account={address} /> : <ConnectFirst text={m.portfolio.connectText} />}
    </>
  );
}

/** What the oracle may owe somebody besides ether. */
function feeAssets(models: readonly ListedModel[]): Address[] {
  return [...new Set(models.map(({ feeAsset }) => feeAsset))];
}

function isEmpty({ positions, developed, vestings, drops }: PortfolioData): boolean {
  return positions.length + developed.length + vestings.length + drops.length === 0;
}

function Portfolio({ account }: { account: Address }) {
  const m = useMessages();
  const query = usePortfolio(account);
  return (
    <div className="grid grid-cols-1 gap-5">
      <CreditNotice assets={query.data ? feeAssets(query.data.models) : []} />
      <QueryView query={query} loading={<Skeleton lines={8} />}>
        {(portfolio) => (
          <>
            {isEmpty(portfolio) ? (
              <Empty title={m.portfolio.emptyTitle} text={m.portfolio.emptyText}>
                <Link to="/" className={buttonClass()}>
                  {m.portfolio.find}
                </Link>
              </Empty>
            ) : (
              <>
                <DuePanel portfolio={portfolio} account={account} />
                <HoldingsPanel positions={portfolio.positions} />
                <CommitmentsPanel positions={portfolio.positions} />
                <DeveloperPanel models={portfolio.developed} />
              </>
            )}
            <HistoryPanel models={portfolio.models} account={account} />
          </>
        )}
      </QueryView>
    </div>
  );
}
