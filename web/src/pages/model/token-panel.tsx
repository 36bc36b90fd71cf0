import { AssetName } from "../../components/asset-amount.tsx";
import { Hash } from "../../components/hash.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useRevenueToken } from "../../hooks/use-revenue-token.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { AllocationTable } from "./allocation-table.tsx";

/** What a token gives, in plain words, and who gets how many. */
export function TokenPanel({ launch }: { launch: NonNullable<ListedModel["launch"]> }) {
  const m = useMessages();
  const format = useFormat();
  const query = useRevenueToken(launch.token);
  return (
    <Panel title={m.token.title}>
      <QueryView query={query}>
        {(token) => (
          <>
            <p className="text-base">
              {m.token.gives(
                token.name,
                token.symbol,
                format.percent(token.holderShareBps),
                format.duration(token.periodSeconds),
              )}
            </p>
            {token.holderShareBps < 10_000 && (
              <p className="mt-2 text-muted">{m.token.redeems(format.percent(10_000 - token.holderShareBps))}</p>
            )}
            <p className="mt-2 text-muted">{m.token.boundary}</p>
            {token.assets.length > 0 && (
              <p className="mt-2 text-muted">
                {m.token.sharesAssets}{" "}
                {token.assets.map(({ asset }, i) => (
                  <span key={asset}>
                    {i > 0 && ", "}
                    <AssetName asset={asset} /> <Hash value={asset} label={m.token.asset} />
                  </span>
                ))}
              </p>
            )}
            <AllocationTable launch={launch} symbol={token.symbol} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}
