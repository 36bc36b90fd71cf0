import { Ether, Tokens } from "../../components/amount.tsx";
import { CapBar } from "../../components/cap-bar.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { DateTime, TimeLeft } from "../../components/time.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { type Offering, pricePerToken } from "../../hooks/read-offering.ts";
import { useRevenueToken } from "../../hooks/use-revenue-token.ts";
import { useMessages } from "../../messages/messages.ts";
import { CommitForm } from "./commit-form.tsx";
import { OwnCommitment } from "./own-commitment.tsx";
import { SettlementActions } from "./settlement-actions.tsx";

type Launch = NonNullable<ListedModel["launch"]>;

/** The offering: how it stands, its terms, and whatever can be done now. */
export function OfferingPanel({ launch }: { launch: Launch }) {
  const m = useMessages();
  const { offering } = launch;
  const { data: token } = useRevenueToken(launch.token);
  const symbol = token?.symbol ?? "";
  const { terms } = offering;
  return (
    <Panel title={m.offering.title} aside={<Clock offering={offering} />}>
      <p className="mb-3">
        <span className="text-xl font-semibold">
          <Ether wei={offering.finalised ? offering.raisedWei : offering.totalCommittedWei} />
        </span>{" "}
        <span className="text-muted">{offering.finalised ? m.offering.raised : m.offering.committed}</span>
      </p>
      <CapBar committedWei={offering.totalCommittedWei} softCapWei={terms.softCapWei} hardCapWei={terms.hardCapWei} />
      <p className="mt-4">{m.offering.stageText[offering.finalised ? "finalised" : offering.stage]}</p>
      <div className="mt-4 space-y-4">
        {offering.stage === "open" && <CommitForm offering={offering} symbol={symbol} />}
        <OwnCommitment offering={offering} symbol={symbol} />
        <SettlementActions launch={launch} />
      </div>
      <details
        className="mt-5 border-t border-line pt-4"
        open={offering.stage === "scheduled" || offering.stage === "open"}
      >
        <summary className="font-semibold in-open:mb-3">{m.offering.terms}</summary>
        <Facts>
          <Fact name={m.offering.price}>
            <Ether wei={pricePerToken(terms)} />
          </Fact>
          <Fact name={m.offering.forSale}>
            <Tokens amount={terms.saleSupply} symbol={symbol} />
          </Fact>
          <Fact name={m.offering.accountCap}>
            {terms.accountCapWei === 0n ? m.offering.noAccountCap : <Ether wei={terms.accountCapWei} />}
          </Fact>
          <Fact name={m.offering.start}>
            <DateTime at={terms.start} />
          </Fact>
          <Fact name={m.offering.cutOff}>
            <DateTime at={offering.cutOff} />
          </Fact>
          <Fact name={m.offering.end}>
            <DateTime at={terms.end} />
          </Fact>
        </Facts>
      </details>
    </Panel>
  );
}

function Clock({ offering }: { offering: Offering }) {
  const m = useMessages();
  if (offering.stage === "open") {
    return (
      <p className="text-muted">
        <TimeLeft until={offering.terms.end} /> {m.offering.left}
      </p>
    );
  }
  if (offering.stage !== "scheduled") return null;
  return (
    <p className="text-muted">
      {m.offering.startsIn} <TimeLeft until={offering.terms.start} />
    </p>
  );
}
