import { useNavigate, useSearch } from "@tanstack/react-router";
import { useId } from "react";
import { Empty } from "../../components/empty.tsx";
import { IndexNotice } from "../../components/index-notice.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import { OPERATOR_ORDERS } from "../../hooks/index/operator-orders.ts";
import { useDisputes, useOperators } from "../../hooks/index/use-operators.ts";
import { useExplore } from "../../messages/explore-texts.ts";
import { useMessages } from "../../messages/messages.ts";
import { DisputeList } from "./dispute-list.tsx";
import { OperatorCard } from "./operator-card.tsx";
import { type OperatorsSearch, parseOperatorsSearch } from "./operators-search.ts";

/** Who answers and who watches, and which answers are being disputed now. */
export function OperatorsPage() {
  const t = useExplore();
  const search = useSearch({ from: "/operators" });
  const query = useOperators(search.sort ?? "answers");
  const disputes = useDisputes();
  return (
    <>
      <PageHeading title={t.operators.title} text={t.operators.text}>
        <SortSelect search={search} />
      </PageHeading>
      <IndexNotice of={query.data} />
      <div className="grid grid-cols-1 gap-5">
        <QueryView query={query} loading={<Skeleton lines={8} />}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title={t.operators.none} text={t.operators.noneText} />
            ) : (
              <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
                {rows.map((record) => (
                  <OperatorCard key={record.operator} record={record} />
                ))}
              </ul>
            )
          }
        </QueryView>
        <Panel title={t.operators.openDisputes}>
          <QueryView query={disputes}>
            {({ rows }) => <DisputeList disputes={rows} none={t.operators.noOpenDisputes} />}
          </QueryView>
        </Panel>
      </div>
    </>
  );
}

function SortSelect({ search }: { search: OperatorsSearch }) {
  const m = useMessages();
  const t = useExplore();
  const id = useId();
  const navigate = useNavigate({ from: "/operators" });
  return (
    <label htmlFor={id} className="w-full sm:w-52">
      <span className="mb-1 block text-xs text-muted">{m.models.sort}</span>
      <select
        id={id}
        className="field"
        value={search.sort ?? "answers"}
        onChange={(event) =>
          void navigate({ search: parseOperatorsSearch({ sort: event.target.value }), replace: true })
        }
      >
        {OPERATOR_ORDERS.map((order) => (
          <option key={order} value={order}>
            {t.operators.orders[order]}
          </option>
        ))}
      </select>
    </label>
  );
}
