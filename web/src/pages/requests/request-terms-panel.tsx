import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { settleRevenue } from "../../flows/settle-revenue.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useUnsettledRevenue } from "../../hooks/use-oracle.ts";
import { usePossibleActions } from "../../hooks/use-possible-actions.ts";
import { useMessages } from "../../messages/messages.ts";

interface RequestTermsPanelProps {
  readonly request: InferenceRequest;
  /** Undefined while it is read. */
  readonly model: ListedModel | undefined;
}

/** Where the money of this request goes. */
export function RequestTermsPanel({ request, model }: RequestTermsPanelProps) {
  const m = useMessages();
  const { terms } = request;
  return (
    <Panel title={m.request.money}>
      <Facts>
        <Fact name={m.ask.toModel}>
          {model ? <AssetAmount asset={model.feeAsset} amount={terms.feeAmount} /> : <Ether wei={undefined} />}
        </Fact>
        <Fact name={m.ask.toOperator}>
          <Ether wei={terms.operatorRewardWei} />
        </Fact>
        <Fact name={m.ask.bond}>
          <Ether wei={terms.bondWei} />
        </Fact>
      </Facts>
      {request.status === "final" && model && <Settle model={model} />}
    </Panel>
  );
}

function Settle({ model }: { model: ListedModel }) {
  const m = useMessages();
  const { deployment } = useChain();
  const { data: unsettled } = useUnsettledRevenue(model.id);
  const action = settleRevenue(deployment.inferenceOracle, model.id);
  const possible = usePossibleActions([action]);
  if (!unsettled || !possible.has(action.key)) return null;
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="mb-3 text-muted">
        {m.request.unsettled} <AssetAmount asset={model.feeAsset} amount={unsettled} />
      </p>
      <ActionButton kind="secondary" action={action} />
    </div>
  );
}
