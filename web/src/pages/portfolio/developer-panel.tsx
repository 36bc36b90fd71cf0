import { Link } from "@tanstack/react-router";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { buttonClass } from "../../components/button.tsx";
import { Panel } from "../../components/panel.tsx";
import { ModelStatusBadge } from "../../components/status-badge.tsx";
import { type ListedModel, statusOf } from "../../hooks/read-model.ts";
import { useMessages } from "../../messages/messages.ts";
import { SettlementActions } from "../model/settlement-actions.tsx";

/** The models of a developer: how their offerings stand, and the raise. */
export function DeveloperPanel({ models }: { models: readonly ListedModel[] }) {
  const m = useMessages();
  if (models.length === 0) return null;
  return (
    <Panel title={m.portfolio.yourModels}>
      <ul className="divide-y divide-line">
        {models.map((model) => (
          <li
            key={String(model.id)}
            className="grid grid-cols-1 gap-3 py-4 first:pt-0 last:pb-0 sm:grid-cols-[1fr_20rem]"
          >
            <div>
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link
                  to="/models/$modelId"
                  params={{ modelId: String(model.id) }}
                  className="text-base font-semibold hover:underline"
                >
                  {model.name}
                </Link>
                <ModelStatusBadge status={statusOf(model)} />
              </p>
              {model.launch && (
                <p className="text-muted">
                  {model.launch.offering.finalised ? m.offering.raised : m.offering.committed}:{" "}
                  <AssetAmount
                    asset={model.launch.offering.terms.currency}
                    amount={
                      model.launch.offering.finalised
                        ? model.launch.offering.raised
                        : model.launch.offering.totalCommitted
                    }
                  />
                </p>
              )}
            </div>
            {model.launch ? (
              <SettlementActions launch={model.launch} />
            ) : (
              <Link to="/launch" className={buttonClass("secondary", "justify-self-start sm:justify-self-end")}>
                {m.models.launchYours}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
