import type { ReactNode } from "react";
import { useChain } from "../../app/chain.ts";
import { PaymentSteps } from "../../components/payment-steps.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useMessages } from "../../messages/messages.ts";
import type { Action } from "../../wallet/action.ts";

interface SignStepsProps {
  readonly model: ListedModel;
  readonly ask: Action;
  /** The button that asks. */
  readonly children: ReactNode;
}

/** What is left to sign before a model is asked. */
export function SignSteps({ model, ask, children }: SignStepsProps) {
  const m = useMessages();
  const { deployment } = useChain();
  return (
    <PaymentSteps
      asset={model.feeAsset}
      amount={model.feeAmount}
      spender={deployment.inferenceOracle}
      action={ask}
      hint={m.ask.approvalHint}
    >
      {children}
    </PaymentSteps>
  );
}
