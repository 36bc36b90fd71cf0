import { Tokens } from "../../components/amount.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useRevenueToken } from "../../hooks/use-revenue-token.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

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
            <AllocationTable launch={launch} symbol={token.symbol} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function AllocationTable({ launch, symbol }: { launch: NonNullable<ListedModel["launch"]>; symbol: string }) {
  const m = useMessages();
  const format = useFormat();
  const { saleSupply, developerSupply } = launch.offering.terms;
  const total = saleSupply + developerSupply;
  const rows = [
    { name: m.token.forSale, amount: saleSupply, note: m.token.forSaleNote, tone: "bg-accent" },
    { name: m.token.forDeveloper, amount: developerSupply, note: m.token.forDeveloperNote, tone: "bg-line-strong" },
  ];
  const bps = (amount: bigint) => (total === 0n ? 0 : Number((amount * 10_000n) / total));
  return (
    <div className="mt-5">
      <div aria-hidden="true" className="flex h-2.5 gap-0.5 overflow-hidden rounded-full">
        {rows.map(({ name, amount, tone }) => (
          <span key={name} className={tone} style={{ width: `${bps(amount) / 100}%` }} />
        ))}
      </div>
      <table className="mt-3 w-full">
        <caption className="sr-only">{m.token.allocation}</caption>
        <thead className="text-left text-xs text-muted">
          <tr>
            <th className="py-1.5 font-medium">{m.token.allocation}</th>
            <th className="py-1.5 text-right font-medium">{m.token.amount}</th>
            <th className="py-1.5 text-right font-medium">{m.token.share}</th>
          </tr>
        </thead>
        <tbody className="figures">
          {rows.map(({ name, amount, note, tone }) => (
            <tr key={name} className="border-t border-line align-top">
              <th scope="row" className="py-2.5 pr-3 text-left font-medium">
                <span aria-hidden="true" className={`mr-2 inline-block size-2.5 rounded-sm ${tone}`} />
                {name}
                <span className="block pl-4.5 text-xs font-normal text-muted">{note}</span>
              </th>
              <td className="py-2.5 text-right">
                <Tokens amount={amount} symbol={symbol} />
              </td>
              <td className="py-2.5 pl-4 text-right">{format.percent(bps(amount))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
