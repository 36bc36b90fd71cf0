import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether } from "../../components/amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { settleRevenue } from "../../flows/settle-revenue.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useUnsettledRevenue } from "../../hooks/use-oracle.ts";
import { usePossibleActions } from "../../hooks/use-possible-actions.ts";
import { useMessages } from "../../messages/messages.ts";

/** Where the money of this request goes. */
export function RequestTermsPanel({ request }: { request: InferenceRequest }) {
  const m = useMessages();
  const { terms } = request;
  return (
    <Panel title={m.request.money}>
      <Facts>
        <Fact name={m.ask.toModel}>
          <Ether wei={terms.feeWei} />
        </Fact>
        <Fact name={m.ask.toOperator}>
          <Ether wei={terms.operatorRewardWei} />
        </Fact>
        <Fact name={m.ask.bond}>
          <Ether wei={terms.bondWei} />
        </Fact>
      </Facts>
      {request.status === "final" && <Settle modelId={terms.modelId} />}
    </Panel>
  );
}

function Settle({ modelId }: { modelId: bigint }) {
  const m = useMessages();
  const { deployment } = useChain();
  const { data: unsettledWei } = useUnsettledRevenue(modelId);
  const action = settleRevenue(deployment.inferenceOracle, modelId);
  const possible = usePossibleActions([action]);
  if (!unsettledWei || !possible.has(action.key)) return null;
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="mb-3 text-muted">
        {m.request.unsettled} <Ether wei={unsettledWei} />
      </p>
      <ActionButton kind="secondary" action={action} />
    </div>
  );
}
