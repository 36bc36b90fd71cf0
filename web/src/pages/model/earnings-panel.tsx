import type { Address } from "viem";
import { useAssetText } from "../../components/asset-amount.tsx";
import { BarChart } from "../../components/bar-chart.tsx";
import { IndexNotice } from "../../components/index-notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useClosedPeriods, useRevenueOverTime } from "../../hooks/index/use-revenue.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useExplore } from "../../messages/explore-texts.ts";
import { useFormat } from "../../messages/format.ts";

const DAY_SECONDS = 86_400;
const DAYS = 30;

/** What the model earned day by day, and what its token's periods shared out. */
export function EarningsPanel({ model }: { model: ListedModel }) {
  const t = useExplore();
  const query = useRevenueOverTime(model.id, DAY_SECONDS, DAYS);
  return (
    <Panel title={t.index.earnings}>
      <IndexNotice of={query.data} />
      <div className="grid grid-cols-1 gap-8">
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
  const t = useExplore();
  const format = useFormat();
  const textOf = useAssetText(asset);
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  if (calls === 0) return <p className="text-muted">{t.index.noEarnings}</p>;
  const total = rows.reduce((sum, { amount }) => sum + amount, 0n);
  return (
    <div>
      <p className="mb-4">{t.index.recentCalls(calls, format.count(calls), textOf(total))}</p>
      <BarChart
        title={t.index.byDay}
        heads={[t.index.day, t.index.earned, t.index.finalAnswers]}
        bars={rows.map(({ start, calls, amount }) => ({
          ...{ name: format.date(start), amount, text: textOf(amount), more: [format.count(calls)] },
        }))}
      />
    </div>
  );
}

/** Only of the asset that the model earns in: bars of several have no common scale. */
function ByPeriod({ token, asset }: { token: Address; asset: Address }) {
  const t = useExplore();
  const format = useFormat();
  const textOf = useAssetText(asset);
  const { data } = useClosedPeriods(token);
  const periods = (data?.rows ?? []).filter((period) => period.asset === asset).toReversed();
  if (periods.length === 0) return null;
  return (
    <BarChart
      title={t.index.byPeriod}
      heads={[t.index.period, t.index.toHolders, t.index.toRedemption, t.index.closed]}
      bars={periods.map(({ periodId, revenue, redemption, closedAt }) => ({
        ...{ name: t.index.periodNumber(format.count(periodId)), amount: revenue, text: textOf(revenue) },
        more: [textOf(redemption), format.date(closedAt)],
      }))}
    />
  );
}
