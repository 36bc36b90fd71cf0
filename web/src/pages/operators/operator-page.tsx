import { useParams } from "@tanstack/react-router";
import { type Address, getAddress, isAddress } from "viem";
import { Ether } from "../../components/amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Account } from "../../components/hash.tsx";
import { IndexNotice } from "../../components/index-notice.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import type { OperatorRecord } from "../../hooks/index/records-of-history.ts";
import { useAnswersOf, useDisputes, useOperator } from "../../hooks/index/use-operators.ts";
import { useExplore } from "../../messages/explore-texts.ts";
import { useFormat } from "../../messages/format.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { RequestList } from "../requests/request-list.tsx";
import { DisputeList } from "./dispute-list.tsx";

export function OperatorPage() {
  const { address } = useParams({ from: "/operators/$address" });
  if (!isAddress(address, { strict: false })) return <NotFoundPage />;
  return <OperatorView operator={getAddress(address)} />;
}

/** One operator: record, bonds, disputes, answers. */
function OperatorView({ operator }: { operator: Address }) {
  const t = useExplore();
  const query = useOperator(operator);
  const disputes = useDisputes(operator);
  const answers = useAnswersOf(operator);
  return (
    <>
      <PageHeading title={t.operators.one} text={<Account address={operator} label={t.operators.address} />} />
      <IndexNotice of={query.data} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[24rem_1fr]">
        <Panel title={t.operators.record}>
          <QueryView query={query} loading={<Skeleton lines={8} />}>
            {({ rows: [record] }) =>
              record ? <Record record={record} /> : <p className="text-muted">{t.operators.nothing}</p>
            }
          </QueryView>
        </Panel>
        <div className="grid min-w-0 grid-cols-1 gap-5">
          <Panel title={t.operators.disputes}>
            <QueryView query={disputes}>
              {({ rows }) => <DisputeList disputes={rows} none={t.operators.noDisputes} />}
            </QueryView>
          </Panel>
          <Panel title={t.operators.newestAnswers}>
            <QueryView query={answers}>
              {({ rows }) =>
                rows.length === 0 ? (
                  <p className="text-muted">{t.operators.noAnswers}</p>
                ) : (
                  <RequestList requests={rows} show="model" />
                )
              }
            </QueryView>
          </Panel>
        </div>
      </div>
    </>
  );
}

function Record({ record }: { record: OperatorRecord }) {
  const t = useExplore();
  const format = useFormat();
  const counts = ["answers", "final", "overturned", "corrected", "contradictions"] as const;
  return (
    <Facts>
      {counts.map((name) => (
        <Fact key={name} name={t.operators[name]}>
          {format.count(record[name])}
        </Fact>
      ))}
      <Fact name={t.operators.earned}>
        <Ether wei={record.earnedWei} />
      </Fact>
      <Fact name={t.operators.bonded}>
        <Ether wei={record.bondedWei} />
      </Fact>
      <Fact name={t.operators.lost}>
        <Ether wei={record.lostWei} />
      </Fact>
    </Facts>
  );
}
