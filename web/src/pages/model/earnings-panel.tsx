import type { Address } from "viem";
import { useAssetText } from "../../components/asset-amount.tsx";
import { BarChart } from "../../components/bar-chart.tsx";
import { IndexNotice } from "../../components/index-notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useClosedPeriods, useRevenueOverTime } from "../../hooks/index/use-revenue.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

const DAY_SECONDS = 86_400;
const DAYS = 30;

/** What the model earned day by day, and what its token's periods shared out. */
export function EarningsPanel({ model }: { model: ListedModel }) {
  const m = useMessages();
  const query = useRevenueOverTime(model.id, DAY_SECONDS, DAYS);
  return (
    <Panel title={m.index.earnings}>
      <IndexNotice of={query.data} />
      <div className="grid gap-8">
        <QueryView query={query}>{({ rows }) => <ByDay rows={rows} asset={model.feeAsset} />}</QueryView>
        {model.launch && <ByPeriod token={model.launch.token} asset={model.feeAsset} />}
      </div>
    </Panel>
  );
}

interface ByDayProps {
  readonly rows: readonly { readonly start: number; readonly calls: number; readonly amount: bigint }[];
  readonly asset: Address;
}

function ByDay({ rows, asset }: ByDayProps) {
  const m = useMessages();
  const format = useFormat();
  const textOf = useAssetText(asset);
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  if (calls === 0) return <p className="text-muted">{m.index.noEarnings}</p>;
  const total = rows.reduce((sum, { amount }) => sum + amount, 0n);
  return (
    <div>
      <p className="mb-4">{m.index.recentCalls(calls, format.count(calls), textOf(total))}</p>
      <BarChart
        title={m.index.byDay}
        heads={[m.index.day, m.index.earned, m.index.finalAnswers]}
        bars={rows.map(({ start, calls, amount }) => ({
          ...{ name: format.date(start), amount, text: textOf(amount), more: [format.count(calls)] },
        }))}
      />
    </div>
  );
}

/** Only of the asset that the model earns in: bars of several have no common scale. */
function ByPeriod({ token, asset }: { token: Address; asset: Address }) {
  const m = useMessages();
  const format = useFormat();
  const textOf = useAssetText(asset);
  const { data } = useClosedPeriods(token);
  const periods = (data?.rows ?? []).filter((period) => period.asset === asset).toReversed();
  if (periods.length === 0) return null;
  return (
    <BarChart
      title={m.index.byPeriod}
      heads={[m.index.period, m.index.toHolders, m.index.toRedemption, m.index.closed]}
      bars={periods.map(({ periodId, revenue, redemption, closedAt }) => ({
        ...{ name: m.index.periodNumber(format.count(periodId)), amount: revenue, text: textOf(revenue) },
        more: [textOf(redemption), format.date(closedAt)],
      }))}
    />
  );
}
