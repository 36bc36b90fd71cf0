import { isEther } from "@openimo/contracts";
import type { ReactNode } from "react";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Notice } from "../../components/notice.tsx";
import { Timeline } from "../../components/timeline.tsx";
import { feeSteps } from "../../flows/fee-steps.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useFeeAsset, useFeePayment } from "../../hooks/use-fee-asset.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import type { Action } from "../../wallet/action.ts";

interface SignStepsProps {
  readonly model: ListedModel;
  readonly ask: Action;
  /** The button that asks. */
  readonly children: ReactNode;
}

/** What is left to sign: for a fee in another asset than ether first the approval, as a transaction of its own. */
export function SignSteps({ model, ask, children }: SignStepsProps) {
  const m = useMessages();
  const format = useFormat();
  const { deployment } = useChain();
  const { address } = useWallet();
  const asset = useFeeAsset(model.feeAsset);
  const { data: payment } = useFeePayment(model, address);
  if (isEther(model.feeAsset) || model.feeAmount === 0n) return children;
  if (asset === null) return <Notice kind="danger">{m.ask.assetUnreadable}</Notice>;
  // Without an account the button asks for one first.
  if (asset === undefined || !address) return children;
  if (!payment) return null;
  if (payment.balance < model.feeAmount) {
    return (
      <Notice kind="warn" title={m.ask.assetMissing}>
        {m.ask.youHold} <AssetAmount asset={model.feeAsset} amount={payment.balance} />
      </Notice>
    );
  }
  const shown = format.exactAsset(asset, model.feeAmount);
  const approvals = feeSteps(asset, deployment.inferenceOracle, model.feeAmount, shown, payment);
  const [next] = approvals;
  if (!next) return children;
  const steps = [...approvals, ask].map((action, i) => ({
    title: action.label(m),
    state: i === 0 ? ("now" as const) : ("later" as const),
  }));
  return (
    <>
      <p className="mb-4 text-xs text-muted">{m.ask.approvalHint(shown)}</p>
      <Timeline steps={steps} label={m.register.steps} />
      <ActionButton className="mt-4 w-full" action={next} />
    </>
  );
}
