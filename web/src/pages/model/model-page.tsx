import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { Price } from "../../components/asset-amount.tsx";
import { buttonClass } from "../../components/button.tsx";
import { Account, Hash } from "../../components/hash.tsx";
import { idHex, parseId } from "../../components/parse-amount.ts";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import { ModelStatusBadge } from "../../components/status-badge.tsx";
import { type ListedModel, statusOf } from "../../hooks/read-model.ts";
import { useModel } from "../../hooks/use-models.ts";
import { usePageTitle } from "../../hooks/use-page-title.ts";
import { useMessages } from "../../messages/messages.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { CreatorPanel } from "./creator-panel.tsx";
import { EarningsPanel } from "./earnings-panel.tsx";
import { GovernancePanel } from "./governance-panel.tsx";
import { NotLaunchedPanel } from "./not-launched-panel.tsx";
import { OfferingPanel } from "./offering-panel.tsx";
import { PackagePanel } from "./package-panel.tsx";
import { RecentRequests } from "./recent-requests.tsx";
import { RevenuePanel } from "./revenue-panel.tsx";
import { RisksPanel } from "./risks-panel.tsx";
import { SetAsidePanel } from "./set-aside-panel.tsx";
import { TokenPanel } from "./token-panel.tsx";

export function ModelPage() {
  const { modelId } = useParams({ from: "/models/$modelId" });
  const id = parseId(modelId);
  if (id === undefined) return <NotFoundPage />;
  return <ModelView id={id} />;
}

function ModelView({ id }: { id: bigint }) {
  const query = useModel(id);
  return (
    <QueryView query={query} loading={<Skeleton lines={10} />}>
      {(model) => (
        <>
          <ModelHeading model={model} />
          <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[1fr_24rem]">
            <div className="order-last grid min-w-0 grid-cols-1 gap-5 lg:order-none">
              {model.launch && <TokenPanel launch={model.launch} />}
              <Suspense>
                <EarningsPanel model={model} />
              </Suspense>
              <CreatorPanel model={model} />
              <PackagePanel model={model} />
              <RecentRequests model={model} />
              <RisksPanel />
            </div>
            <div className="grid min-w-0 grid-cols-1 gap-5">
              {model.launch ? <OfferingPanel launch={model.launch} /> : <NotLaunchedPanel model={model} />}
              {model.launch && <RevenuePanel model={model} token={model.launch.token} />}
              {model.launch && <SetAsidePanel launch={model.launch} />}
              {model.launch?.offering.finalised && <GovernancePanel token={model.launch.token} />}
            </div>
          </div>
        </>
      )}
    </QueryView>
  );
}

function ModelHeading({ model }: { model: ListedModel }) {
  const m = useMessages();
  usePageTitle(model.name);
  return (
    <div className="mb-8 flex flex-wrap items-end justify-between gap-4">
      <div className="min-w-0">
        <ModelStatusBadge status={statusOf(model)} />
        <h1 className="mt-2 text-2xl break-words">{model.name}</h1>
        <p className="mt-1 flex flex-wrap items-center gap-x-4 text-muted">
          <span>
            {m.model.by} <Account address={model.developer} label={m.model.developer} />
          </span>
          <span>
            {m.model.id} <Hash value={idHex(model.id)} label={m.model.id} />
          </span>
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <p className="sm:text-right">
          <span className="block text-xs text-muted">{m.models.pricePerCall}</span>
          <span className="text-lg font-semibold">
            <Price model={model} />
          </span>
        </p>
        <Link to="/ask/$modelId" params={{ modelId: String(model.id) }} className={buttonClass()}>
          {m.model.askThis}
        </Link>
      </div>
    </div>
  );
}
