import { Tokens } from "../../components/amount.tsx";
import { AssetAmount, AssetName, Price } from "../../components/asset-amount.tsx";
import { Button } from "../../components/button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/query-view.tsx";
import { DateTime } from "../../components/time.tsx";
import { pricePerToken } from "../../hooks/read-offering.ts";
import { useHead } from "../../hooks/use-head.ts";
import { useModels } from "../../hooks/use-models.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { LaunchButtons } from "./launch-buttons.tsx";
import type { StepProps } from "./launch-page.tsx";
import { launchTerms, liquiditySupplyOf } from "./launch-terms.ts";
import { useCurrency } from "./use-currency.ts";

/** Every number once more, then the transaction. */
export function ReviewStep({ draft, goTo, onLaunched }: StepProps & { onLaunched(): void }) {
  const m = useMessages();
  const format = useFormat();
  const { data: head } = useHead();
  const { data: models } = useModels();
  const model = models?.find(({ id }) => String(id) === draft.modelId);
  const currency = useCurrency(draft);
  // Nothing is missing as long as the chain hasn't told, for example after a reload.
  if (!models || !head || currency === undefined) {
    return (
      <Panel title={m.launch.stepNames.review}>
        <Skeleton lines={8} />
      </Panel>
    );
  }
  const { token, offering, startsAt, setAside } = launchTerms(draft, head.timestamp, currency, model?.feeAsset);
  if (!model || !token || !offering) {
    return (
      <Panel title={m.launch.stepNames.review}>
        <Notice kind="warn">{m.launch.incomplete}</Notice>
        <Button
          kind="secondary"
          className="mt-4"
          onClick={() => goTo(!model ? "model" : !token ? "token" : "offering")}
        >
          {m.launch.complete}
        </Button>
      </Panel>
    );
  }
  const { symbol } = token;
  const { sale, fixedPrice } = offering;
  return (
    <Panel title={m.launch.stepNames.review}>
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 md:grid-cols-2">
        <Facts>
          <Fact name={m.launch.stepNames.model}>{model.name}</Fact>
          <Fact name={m.models.pricePerCall}>
            <Price model={model} />
          </Fact>
          <Fact name={m.launch.tokenName}>{token.name}</Fact>
          <Fact name={m.launch.tokenSymbol}>{symbol}</Fact>
          <Fact name={m.launch.holderShare}>{format.percent(token.holderShareBps)}</Fact>
          <Fact name={m.launch.redeemShare}>{format.percent(10_000 - token.holderShareBps)}</Fact>
          <Fact name={m.launch.period}>{format.duration(token.periodSeconds)}</Fact>
          {token.revenueAssets.map((asset) => (
            <Fact key={asset} name={m.launch.revenueAsset}>
              <AssetName asset={asset} />
            </Fact>
          ))}
          <Fact name={m.launch.totalSupply}>
            <Tokens
              amount={sale.saleSupply + sale.developerSupply + setAside.tokens + liquiditySupplyOf(sale)}
              symbol={symbol}
            />
          </Fact>
        </Facts>
        <Facts>
          <Fact name={m.launch.fields.saleSupply}>
            <Tokens amount={sale.saleSupply} symbol={symbol} />
          </Fact>
          <Fact name={m.launch.fields.developerSupply}>
            <Tokens amount={sale.developerSupply} symbol={symbol} />
          </Fact>
          <Fact name={m.token.forLiquidity}>
            <Tokens amount={liquiditySupplyOf(sale)} symbol={symbol} />
          </Fact>
          <Fact name={m.offering.price}>
            <AssetAmount asset={sale.currency} amount={pricePerToken({ ...sale, ...fixedPrice })} />
          </Fact>
          <Fact name={m.offering.softCap}>
            <AssetAmount asset={sale.currency} amount={fixedPrice.softCap} />
          </Fact>
          <Fact name={m.offering.hardCap}>
            <AssetAmount asset={sale.currency} amount={fixedPrice.hardCap} />
          </Fact>
          <Fact name={m.offering.accountCap}>
            {fixedPrice.accountCap === 0n ? (
              m.offering.noAccountCap
            ) : (
              <AssetAmount asset={sale.currency} amount={fixedPrice.accountCap} />
            )}
          </Fact>
          <Fact name={m.offering.currency}>
            <AssetName asset={sale.currency} />
          </Fact>
          <Fact name={m.offering.liquidityShare}>{format.percent(sale.liquidityShareBasisPoints)}</Fact>
          <Fact name={m.offering.start}>
            {sale.start === 0 ? m.launch.startWithLaunch : <DateTime at={startsAt} />}
          </Fact>
          <Fact name={m.offering.end}>
            <DateTime at={sale.end} />
          </Fact>
        </Facts>
      </div>
      <LaunchButtons
        model={model}
        token={token}
        offering={offering}
        setAside={setAside}
        onBack={() => goTo("offering")}
        onLaunched={onLaunched}
      />
    </Panel>
  );
}
