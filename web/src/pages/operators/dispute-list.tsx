import { Link } from "@tanstack/react-router";
import { Ether } from "../../components/amount.tsx";
import { idHex } from "../../components/parse-amount.ts";
import { RequestStatusBadge } from "../../components/status-badge.tsx";
import type { DisputeSummary } from "../../hooks/index/requests-of-history.ts";
import { useModels } from "../../hooks/use-models.ts";
import { useExplore } from "../../messages/explore-texts.ts";
import { useMessages } from "../../messages/messages.ts";

const short = (text: string) => `${text.slice(0, 8)}…${text.slice(-4)}`;

/** Contradicted answers: whose, by whom, and what came of it. Moves and clocks are on the request's page. */
export function DisputeList({ disputes, none }: { disputes: readonly DisputeSummary[]; none: string }) {
  const m = useMessages();
  const t = useExplore();
  const { data: models } = useModels();
  if (disputes.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul className="divide-y divide-line">
      {disputes.map((dispute) => (
        <li key={String(dispute.requestId)}>
          <Link
            to="/requests/$requestId"
            params={{ requestId: idHex(dispute.requestId) }}
            className="-mx-2 flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-md px-2 py-2 hover:bg-sunken"
          >
            <span className="min-w-0">
              <span className="font-medium">
                {models?.find(({ id }) => id === dispute.modelId)?.name ?? m.request.unnamedModel}
              </span>
              <span className="ml-3 text-xs text-muted">
                {t.operators.against(short(dispute.rival), short(dispute.proposer))}
              </span>
            </span>
            <span className="flex items-center gap-4">
              <span className="text-xs text-muted">
                {t.operators.bondEach} <Ether wei={dispute.bondWei} />
              </span>
              {dispute.overturned ? (
                <span className="text-xs font-semibold text-danger">{t.operators.wasOverturned}</span>
              ) : (
                <RequestStatusBadge status={dispute.status} />
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
