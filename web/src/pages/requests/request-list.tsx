import { Link } from "@tanstack/react-router";
import { idHex } from "../../components/parse-amount.ts";
import { RequestStatusBadge } from "../../components/status-badge.tsx";
import type { RequestSummary } from "../../hooks/read-requests.ts";
import { useModels } from "../../hooks/use-models.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

interface RequestListProps {
  readonly requests: readonly RequestSummary[];
  /** What tells the lines apart here. */
  readonly show: "model" | "requester";
}

/** Requests, the newest first. */
export function RequestList({ requests, show }: RequestListProps) {
  const m = useMessages();
  const format = useFormat();
  const { data: models } = useModels();
  const nameOf = ({ modelId }: RequestSummary) =>
    models?.find(({ id }) => id === modelId)?.name ?? m.request.unnamedModel;
  return (
    <ul className="divide-y divide-line">
      {requests.map((request) => {
        const id = String(request.id);
        const hex = idHex(request.id);
        const short = `${hex.slice(0, 8)}…${hex.slice(-4)}`;
        return (
          <li key={id}>
            <Link
              to="/requests/$requestId"
              params={{ requestId: id }}
              className="-mx-2 flex min-h-12 flex-wrap items-center justify-between gap-x-4 rounded-md px-2 py-2 hover:bg-sunken"
            >
              <span className="min-w-0">
                <span className="font-medium">{show === "model" ? nameOf(request) : m.request.number(short)}</span>
                <span className="ml-3 font-mono text-xs text-muted">
                  {show === "model" ? short : `${request.requester.slice(0, 8)}…${request.requester.slice(-4)}`}
                </span>
              </span>
              <span className="flex items-center gap-4">
                <span className="figures text-xs text-muted">{m.footer.block(format.count(request.blockNumber))}</span>
                <RequestStatusBadge status={request.status} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
