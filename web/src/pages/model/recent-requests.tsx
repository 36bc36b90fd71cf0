import { Link } from "@tanstack/react-router";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useRequestsOfModel } from "../../hooks/use-requests.ts";
import { useMessages } from "../../messages/messages.ts";
import { RequestList } from "../requests/request-list.tsx";

export function RecentRequests({ model }: { model: ListedModel }) {
  const m = useMessages();
  const query = useRequestsOfModel(model.id);
  return (
    <Panel title={m.model.recentRequests}>
      <QueryView query={query}>
        {(requests) =>
          requests.length === 0 ? (
            <p className="text-muted">
              {m.model.noRequests}{" "}
              <Link
                to="/ask/$modelId"
                params={{ modelId: String(model.id) }}
                className="text-accent underline underline-offset-2"
              >
                {m.model.beFirst}
              </Link>
            </p>
          ) : (
            <RequestList requests={requests.slice(0, 10)} show="requester" />
          )
        }
      </QueryView>
    </Panel>
  );
}
