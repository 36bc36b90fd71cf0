import type { Address } from "viem";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { Amounts, AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { TimeLeft } from "../../components/time.tsx";
import { claimRevenue } from "../../flows/claim-revenue.ts";
import { settleRevenue } from "../../flows/settle-revenue.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useUnsettledRevenue } from "../../hooks/use-oracle.ts";
import {
  hasRevenue,
  isRedeemable,
  type RevenueToken,
  useHolding,
  useRevenueToken,
} from "../../hooks/use-revenue-token.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";
import { RedeemForm } from "./redeem-form.tsx";

/** What the model earned for its holders, and what of it is the reader's. */
export function RevenuePanel({ model, token }: { model: ListedModel; token: Address }) {
  const m = useMessages();
  const query = useRevenueToken(token);
  return (
    <Panel title={m.revenue.title}>
      <QueryView query={query}>
        {(revenue) => (
          <>
            <Facts>
              <Fact name={m.revenue.periodEnds}>
                {revenue.periodEnd === 0 ? m.revenue.notStarted : <TimeLeft until={revenue.periodEnd} />}
              </Fact>
              <Fact name={m.revenue.pending}>
                <Amounts wei={revenue.pendingWei} assets={poolsOf(revenue, "pending")} />
              </Fact>
              <Fact name={m.revenue.claimPool}>
                <Amounts wei={revenue.claimPoolWei} assets={poolsOf(revenue, "claimPool")} />
              </Fact>
              <Fact name={m.revenue.redeemPool}>
                <Amounts wei={revenue.redeemPoolWei} assets={poolsOf(revenue, "redeemPool")} />
              </Fact>
            </Facts>
            <Unsettled model={model} />
            <OwnRevenue revenue={revenue} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

/** The assets of which a pool holds something. */
function poolsOf({ assets }: RevenueToken, pool: "pending" | "claimPool" | "redeemPool") {
  return assets.map((pools) => ({ asset: pools.asset, amount: pools[pool] })).filter(({ amount }) => amount > 0n);
}

/** Revenue that the oracle still holds: moving it on takes one transaction, by anybody. */
function Unsettled({ model }: { model: ListedModel }) {
  const m = useMessages();
  const { deployment } = useChain();
  const { data: unsettled } = useUnsettledRevenue(model.id);
  if (!unsettled) return null;
  const decided = model.launch?.offering.finalised || model.launch?.offering.stage === "failed";
  return (
    <div className="mt-4 rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.revenue.unsettled}>
          <AssetAmount asset={model.feeAsset} amount={unsettled} />
        </Fact>
      </Facts>
      {decided ? (
        <ActionButton
          kind="secondary"
          className="mt-3 w-full"
          action={settleRevenue(deployment.inferenceOracle, model.id)}
        />
      ) : (
        <p className="mt-2 text-xs text-muted">{m.revenue.waits}</p>
      )}
    </div>
  );
}

function OwnRevenue({ revenue }: { revenue: RevenueToken }) {
  const m = useMessages();
  const { address } = useWallet();
  const { data: own } = useHolding(revenue.address, address);
  if (!address || !own || (own.balance === 0n && !hasRevenue(own))) return null;
  return (
    <div className="mt-4 rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.revenue.youHold}>
          <Tokens amount={own.balance} symbol={revenue.symbol} />
        </Fact>
        <Fact name={m.revenue.claimable}>
          <Amounts wei={own.claimableWei} assets={own.claimableAssets} />
        </Fact>
      </Facts>
      <ActionButton
        className="mt-3 w-full"
        disabled={!hasRevenue(own)}
        action={claimRevenue(revenue.address, address)}
      />
      {!hasRevenue(own) && <p className="mt-2 text-xs text-muted">{m.revenue.nothingYet}</p>}
      {own.balance > 0n && isRedeemable(revenue) && (
        <details className="mt-4 border-t border-line pt-4">
          <summary className="mb-2 cursor-pointer font-medium">{m.revenue.redeemTitle}</summary>
          <RedeemForm revenue={revenue} balance={own.balance} />
        </details>
      )}
    </div>
  );
}
