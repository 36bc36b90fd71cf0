import type { Address } from "viem";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether, Tokens } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { TimeLeft } from "../../components/time.tsx";
import { claimRevenue } from "../../flows/claim-revenue.ts";
import { settleRevenue } from "../../flows/settle-revenue.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useUnsettledRevenue } from "../../hooks/use-oracle.ts";
import { type RevenueToken, useHolding, useRevenueToken } from "../../hooks/use-revenue-token.ts";
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
                <Ether wei={revenue.pendingWei} />
              </Fact>
              <Fact name={m.revenue.claimPool}>
                <Ether wei={revenue.claimPoolWei} />
              </Fact>
              <Fact name={m.revenue.redeemPool}>
                <Ether wei={revenue.redeemPoolWei} />
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
  if (!address || !own || (own.balance === 0n && own.claimableWei === 0n)) return null;
  return (
    <div className="mt-4 rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.revenue.youHold}>
          <Tokens amount={own.balance} symbol={revenue.symbol} />
        </Fact>
        <Fact name={m.revenue.claimable}>
          <Ether wei={own.claimableWei} />
        </Fact>
      </Facts>
      <ActionButton
        className="mt-3 w-full"
        disabled={own.claimableWei === 0n}
        action={claimRevenue(revenue.address, address)}
      />
      {own.claimableWei === 0n && <p className="mt-2 text-xs text-muted">{m.revenue.nothingYet}</p>}
      {own.balance > 0n && revenue.redeemPoolWei > 0n && <RedeemForm revenue={revenue} balance={own.balance} />}
    </div>
  );
}
