import { Link } from "@tanstack/react-router";
import { Ether } from "../../components/amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import type { OperatorRecord } from "../../hooks/index/records-of-history.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useExplore } from "../../messages/explore-texts.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

/** An operator at a glance. */
export function OperatorCard({ record }: { record: OperatorRecord }) {
  const m = useMessages();
  const t = useExplore();
  const format = useFormat();
  const { address: own } = useWallet();
  const { operator } = record;
  return (
    <li className="relative rounded-lg border border-line bg-surface p-5 transition-colors focus-within:border-accent hover:border-line-strong">
      <h2 className="mb-4 text-base">
        <Link
          to="/operators/$address"
          params={{ address: operator }}
          title={operator}
          className="font-mono outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          {operator.slice(0, 8)}…{operator.slice(-4)}
        </Link>
        {own === operator && (
          <span className="ml-2 rounded-sm bg-accent-soft px-1.5 text-xs text-accent">{m.common.you}</span>
        )}
      </h2>
      <Facts>
        <Fact name={t.operators.answers}>{format.count(record.answers)}</Fact>
        <Fact name={t.operators.overturned}>
          <span className={record.overturned > 0 ? "text-danger" : ""}>{format.count(record.overturned)}</span>
        </Fact>
        <Fact name={t.operators.bonded}>
          <Ether wei={record.bondedWei} />
        </Fact>
        <Fact name={t.operators.earned}>
          <Ether wei={record.earnedWei} />
        </Fact>
      </Facts>
    </li>
  );
}
