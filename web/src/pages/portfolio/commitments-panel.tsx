import { Link } from "@tanstack/react-router";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { buttonClass } from "../../components/button.tsx";
import { Panel } from "../../components/panel.tsx";
import { ModelStatusBadge } from "../../components/status-badge.tsx";
import { statusOf } from "../../hooks/read-model.ts";
import type { Position } from "../../hooks/use-portfolio.ts";
import { useMessages } from "../../messages/messages.ts";

/** What the account put into offerings that aren't decided yet. */
export function CommitmentsPanel({ positions }: { positions: readonly Position[] }) {
  const m = useMessages();
  const open = positions.filter(
    ({ commitment, launch: { offering } }) =>
      commitment.committed > 0n && !commitment.settled && !offering.finalised && offering.stage !== "failed",
  );
  if (open.length === 0) return null;
  return (
    <Panel title={m.portfolio.commitments}>
      <ul className="divide-y divide-line">
        {open.map(({ token, model, launch, commitment }) => (
          <li
            key={token.address}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link
                  to="/models/$modelId"
                  params={{ modelId: String(model.id) }}
                  className="min-w-0 text-base font-semibold break-words hover:underline"
                >
                  {model.name}
                </Link>
                <ModelStatusBadge status={statusOf(model)} />
              </p>
              <p className="text-muted">
                {m.offering.yours}: <AssetAmount asset={launch.offering.terms.currency} amount={commitment.committed} />
              </p>
            </div>
            <Link to="/models/$modelId" params={{ modelId: String(model.id) }} className={buttonClass("secondary")}>
              {m.portfolio.toOffering}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
