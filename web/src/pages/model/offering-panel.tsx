import { Tokens } from "../../components/amount.tsx";
import { AssetAmount, AssetName } from "../../components/asset-amount.tsx";
import { CapBar } from "../../components/cap-bar.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { DateTime, TimeLeft } from "../../components/time.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { type Offering, pricePerToken } from "../../hooks/read-offering.ts";
import { useRevenueToken } from "../../hooks/use-revenue-token.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { AuctionSale } from "./auction-sale.tsx";
import { CommitForm } from "./commit-form.tsx";
import { CurveSale } from "./curve-sale.tsx";
import { OpenRounds } from "./open-rounds.tsx";
import { OwnCommitment } from "./own-commitment.tsx";
import { SettlementActions } from "./settlement-actions.tsx";

type Launch = NonNullable<ListedModel["launch"]>;

/** The offering: how it stands, its terms, and whatever can be done now. */
export function OfferingPanel({ launch }: { launch: Launch }) {
  const m = useMessages();
  const format = useFormat();
  const { offering } = launch;
  const { data: token } = useRevenueToken(launch.token);
  const symbol = token?.symbol ?? "";
  const { terms, fixedPrice } = offering;
  const { currency } = terms;
  const amount = offering.finalised ? offering.raised : offering.totalCommitted;
  return (
    <Panel title={m.offering.title} aside={<Clock offering={offering} />}>
      <p className="mb-3">
        <span className="text-xl font-semibold">
          <AssetAmount asset={currency} amount={amount} />
        </span>{" "}
        <span className="text-muted">{offering.finalised ? m.offering.raised : m.offering.committed}</span>
      </p>
      {fixedPrice ? (
        <>
          <CapBar currency={currency} committed={offering.totalCommitted} {...fixedPrice} />
          <p className="mt-4">{m.offering.stageText[offering.finalised ? "finalised" : offering.stage]}</p>
        </>
      ) : (
        <OtherSale offering={offering} symbol={symbol} />
      )}
      {offering.finalised && <Split offering={offering} />}
      <div className="mt-4 space-y-4">
        {offering.stage === "open" && fixedPrice && (
          <CommitForm offering={offering} fixedPrice={fixedPrice} symbol={symbol} />
        )}
        {offering.stage === "open" && fixedPrice && <OpenRounds offering={offering} fixedPrice={fixedPrice} />}
        {fixedPrice && <OwnCommitment offering={offering} fixedPrice={fixedPrice} symbol={symbol} />}
        <SettlementActions launch={launch} />
      </div>
      <details
        className="mt-5 border-t border-line pt-4"
        open={offering.stage === "scheduled" || offering.stage === "open"}
      >
        <summary className="font-semibold in-open:mb-3">{m.offering.terms}</summary>
        <Facts>
          {fixedPrice && (
            <Fact name={m.offering.price}>
              <AssetAmount asset={currency} amount={pricePerToken({ ...terms, ...fixedPrice })} />
            </Fact>
          )}
          <Fact name={m.offering.currency}>
            <AssetName asset={currency} />
          </Fact>
          <Fact name={m.offering.forSale}>
            <Tokens amount={terms.saleSupply} symbol={symbol} />
          </Fact>
          <Fact name={m.offering.liquidityShare}>{format.percent(terms.liquidityShareBasisPoints)}</Fact>
          {fixedPrice && (
            <Fact name={m.offering.accountCap}>
              {fixedPrice.accountCap === 0n ? (
                m.offering.noAccountCap
              ) : (
                <AssetAmount asset={currency} amount={fixedPrice.accountCap} />
              )}
            </Fact>
          )}
          {fixedPrice?.rounds.map((round, i) => (
            // The same round may be there twice, and their order never changes.
            <Fact key={i} name={m.offering.round(i)}>
              <AssetAmount asset={currency} amount={round.cap} />, <DateTime at={round.start} /> –{" "}
              <DateTime at={round.end} />
            </Fact>
          ))}
          <Fact name={m.offering.start}>
            <DateTime at={terms.start} />
          </Fact>
          {fixedPrice && (
            <Fact name={m.offering.cutOff}>
              <DateTime at={fixedPrice.cutOff} />
            </Fact>
          )}
          <Fact name={m.offering.end}>
            <DateTime at={terms.end} />
          </Fact>
        </Facts>
      </details>
    </Panel>
  );
}

function OtherSale({ offering, symbol }: { offering: Offering; symbol: string }) {
  const m = useMessages();
  if (offering.kind === "auction") return <AuctionSale offering={offering} symbol={symbol} />;
  if (offering.kind === "curve") return <CurveSale offering={offering} symbol={symbol} />;
  return <Notice>{m.offering.otherKind(offering.address)}</Notice>;
}

/** Where the raise goes. */
function Split({ offering: { terms, raised, liquidity } }: { offering: Offering }) {
  const m = useMessages();
  return (
    <div className="mt-4">
      <Facts>
        <Fact name={m.offering.toDeveloper}>
          <AssetAmount asset={terms.currency} amount={raised - liquidity.amount} />
        </Fact>
        <Fact name={m.offering.toLiquidity}>
          <AssetAmount asset={terms.currency} amount={liquidity.amount} />
        </Fact>
      </Facts>
    </div>
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
