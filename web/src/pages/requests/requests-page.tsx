import { Link } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { ConnectFirst } from "../../components/connect-first.tsx";
import { Empty } from "../../components/empty.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useRequestsOfAccount } from "../../hooks/use-requests.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";
import { CreditNotice } from "./credit-notice.tsx";
import { RequestList } from "./request-list.tsx";

/** What the connected account asked. */
export function RequestsPage() {
  const m = useMessages();
  const { address } = useWallet();
  const query = useRequestsOfAccount(address);
  return (
    <>
      <PageHeading title={m.requests.title} text={m.requests.text}>
        <Link to="/ask" className={buttonClass("secondary")}>
          {m.requests.askModel}
        </Link>
      </PageHeading>
      {!address ? (
        <ConnectFirst text={m.requests.connectText} />
      ) : (
        <div className="grid grid-cols-1 gap-5">
          <CreditNotice />
          <QueryView query={query}>
            {(requests) =>
              requests.length === 0 ? (
                <Empty title={m.requests.emptyTitle} text={m.requests.emptyText}>
                  <Link to="/ask" className={buttonClass()}>
                    {m.requests.askModel}
                  </Link>
                </Empty>
              ) : (
                <Panel title={m.requests.yours}>
                  <RequestList requests={requests} show="model" />
                </Panel>
              )
            }
          </QueryView>
        </div>
      )}
    </>
  );
}
