import type { ReactNode } from "react";
import { Tokens } from "../../components/amount.tsx";
import { Account } from "../../components/hash.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { DateTime } from "../../components/time.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { type SetAside, useSetAside } from "../../hooks/use-set-aside.ts";
import { useFormat } from "../../messages/format.ts";
import { type Messages, useMessages } from "../../messages/messages.ts";

type Launch = NonNullable<ListedModel["launch"]>;

interface Row {
  readonly key: string;
  readonly name: string;
  readonly amount: bigint;
  readonly note: ReactNode;
  readonly tone: string;
}

/** Who gets how many tokens, and when. All of them exist from the launch on. */
export function AllocationTable({ launch, symbol }: { launch: Launch; symbol: string }) {
  const m = useMessages();
  const query = useSetAside(launch);
  return (
    <div className="mt-5">
      <QueryView query={query}>{(setAside) => <Table rows={rowsOf(launch, setAside, m)} symbol={symbol} />}</QueryView>
    </div>
  );
}

function rowsOf({ offering }: Launch, { vestings, drop }: SetAside, m: Messages): Row[] {
  const { saleSupply, developerSupply } = offering.terms;
  const rows: Row[] = [
    { key: "sale", name: m.token.forSale, amount: saleSupply, note: m.token.forSaleNote, tone: "bg-accent" },
    {
      key: "developer",
      name: m.token.forDeveloper,
      amount: developerSupply,
      note: m.token.forDeveloperNote,
      tone: "bg-line-strong",
    },
    ...(offering.liquidity.supply === 0n
      ? []
      : [
          {
            key: "liquidity",
            name: m.token.forLiquidity,
            amount: offering.liquidity.supply,
            note: m.token.forLiquidityNote,
            tone: "bg-accent-soft",
          },
        ]),
    ...vestings.map(({ contract, beneficiary, amount, cliff, end }) => ({
      key: contract,
      name: m.token.vesting,
      amount,
      note: (
        <>
          <Account address={beneficiary} label={m.token.beneficiary} /> {m.token.releasedFrom} <DateTime at={cliff} />{" "}
          {m.token.releasedTo} <DateTime at={end} />
        </>
      ),
      tone: "bg-ink",
    })),
  ];
  if (!drop) return rows;
  const { contract, amount, end, unclaimedTo } = drop;
  const note = (
    <>
      {m.token.dropUntil} <DateTime at={end} />. {m.token.dropRest}{" "}
      <Account address={unclaimedTo} label={m.token.beneficiary} />
    </>
  );
  return [...rows, { key: contract, name: m.token.drop, amount, note, tone: "bg-warn" }];
}

function Table({ rows, symbol }: { rows: readonly Row[]; symbol: string }) {
  const m = useMessages();
  const format = useFormat();
  const total = rows.reduce((sum, { amount }) => sum + amount, 0n);
  const bps = (amount: bigint) => (total === 0n ? 0 : Number((amount * 10_000n) / total));
  return (
    <>
      <div aria-hidden="true" className="flex h-2.5 gap-0.5 overflow-hidden rounded-full">
        {rows.map(({ key, amount, tone }) => (
          <span key={key} className={tone} style={{ width: `${bps(amount) / 100}%` }} />
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
          {rows.map(({ key, name, amount, note, tone }) => (
            <tr key={key} className="border-t border-line align-top">
              <th scope="row" className="py-2.5 pr-3 text-left font-medium">
                <span aria-hidden="true" className={`mr-2 inline-block size-2.5 rounded-sm ${tone}`} />
                {name}
                <span className="block text-xs font-normal wrap-anywhere text-muted sm:pl-4.5">{note}</span>
              </th>
              <td className="py-2.5 text-right sm:whitespace-nowrap">
                <Tokens amount={amount} symbol={symbol} />
              </td>
              <td className="py-2.5 pl-2 text-right sm:pl-4">{format.percent(bps(amount))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
