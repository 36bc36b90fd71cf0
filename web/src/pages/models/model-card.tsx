import { Link } from "@tanstack/react-router";
import { AssetAmount, Price } from "../../components/asset-amount.tsx";
import { buttonClass } from "../../components/button.tsx";
import { CapBar } from "../../components/cap-bar.tsx";
import { ModelStatusBadge } from "../../components/status-badge.tsx";
import { TimeLeft } from "../../components/time.tsx";
import type { ModelEarnings } from "../../hooks/index/use-model-earnings.ts";
import { type ListedModel, statusOf } from "../../hooks/read-model.ts";
import { useMessages } from "../../messages/messages.ts";

interface ModelCardProps {
  readonly model: ListedModel;
  /** Undefined where nothing tells what it earned. */
  readonly earnings: ModelEarnings | undefined;
}

/** A model at a glance. */
export function ModelCard({ model, earnings }: ModelCardProps) {
  const m = useMessages();
  const modelId = String(model.id);
  return (
    <li className="relative flex flex-col rounded-lg border border-line bg-surface p-5 transition-colors focus-within:border-accent hover:border-line-strong">
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 text-lg break-words">
          <Link
            to="/models/$modelId"
            params={{ modelId }}
            className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-accent"
          >
            {model.name}
          </Link>
        </h2>
        <ModelStatusBadge status={statusOf(model)} />
      </div>
      <div className="mt-4 flex-1">
        <OfferingSummary model={model} />
        {earnings && (
          <p className="mt-3 flex items-baseline justify-between gap-3 text-muted">
            {m.models.recentRevenue}
            <span className="font-semibold text-ink">
              <AssetAmount asset={model.feeAsset} amount={earnings.recentRevenue} />
            </span>
          </p>
        )}
      </div>
      <div className="mt-5 flex items-end justify-between gap-3 border-t border-line pt-4">
        <p>
          <span className="block text-xs text-muted">{m.models.pricePerCall}</span>
          <span className="text-base font-semibold">
            <Price model={model} />
          </span>
        </p>
        <Link
          to="/ask/$modelId"
          params={{ modelId }}
          aria-label={m.models.askThis(model.name)}
          className={buttonClass("secondary", "relative")}
        >
          {m.flows.ask}
        </Link>
      </div>
    </li>
  );
}

function OfferingSummary({ model }: { model: ListedModel }) {
  const m = useMessages();
  if (!model.launch) return <p className="text-muted">{m.models.notLaunched}</p>;
  const { terms, fixedPrice, totalCommitted, raised, finalised, stage } = model.launch.offering;
  return (
    <>
      <p className="mb-3 flex items-baseline justify-between gap-3">
        <span className="text-base font-semibold">
          <AssetAmount asset={terms.currency} amount={finalised ? raised : totalCommitted} />{" "}
          <span className="text-xs font-normal text-muted">{finalised ? m.offering.raised : m.offering.committed}</span>
        </span>
        {stage === "open" && (
          <span className="text-muted">
            <TimeLeft until={terms.end} /> {m.offering.left}
          </span>
        )}
        {stage === "scheduled" && (
          <span className="text-muted">
            {m.offering.startsIn} <TimeLeft until={terms.start} />
          </span>
        )}
      </p>
      {fixedPrice && <CapBar currency={terms.currency} committed={totalCommitted} {...fixedPrice} />}
    </>
  );
}
