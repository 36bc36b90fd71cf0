import { isEther } from "@openimo/contracts";
import type { ReactNode } from "react";
import type { Address } from "viem";
import { feeSteps } from "../flows/fee-steps.ts";
import { useFeeAsset, useFeePayment } from "../hooks/use-fee-asset.ts";
import { useWallet } from "../hooks/use-wallet.ts";
import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";
import type { Action } from "../wallet/action.ts";
import { ActionButton } from "./action-button.tsx";
import { AssetAmount } from "./asset-amount.tsx";
import { Notice } from "./notice.tsx";
import { Timeline } from "./timeline.tsx";

interface PaymentStepsProps {
  /** The zero address for ether. */
  readonly asset: Address;
  readonly amount: bigint;
  /** The contract that takes the payment. */
  readonly spender: Address;
  /** What is paid for. */
  readonly action: Action;
  /** Why there is a second signature. */
  hint(shown: string): string;
  /** The button of the action. */
  readonly children: ReactNode;
}

/** What is left to sign: for a payment in another asset than ether first the approval, as a transaction of its own. */
export function PaymentSteps({ asset: address, amount, spender, action, hint, children }: PaymentStepsProps) {
  const m = useMessages();
  const format = useFormat();
  const { address: account } = useWallet();
  const asset = useFeeAsset(address);
  const { data: payment } = useFeePayment(address, spender, account);
  if (isEther(address) || amount === 0n) return children;
  if (asset === null) return <Notice kind="danger">{m.ask.assetUnreadable}</Notice>;
  // Without an account the button asks for one first.
  if (asset === undefined || !account) return children;
  if (!payment) return null;
  if (payment.balance < amount) {
    return (
      <Notice kind="warn" title={m.ask.assetMissing}>
        {m.ask.youHold} <AssetAmount asset={address} amount={payment.balance} />
      </Notice>
    );
  }
  const shown = format.exactAsset(asset, amount);
  const approvals = feeSteps(asset, spender, amount, shown, payment);
  const [next] = approvals;
  if (!next) return children;
  const steps = [...approvals, action].map((step, i) => ({
    title: step.label(m),
    state: i === 0 ? ("now" as const) : ("later" as const),
  }));
  return (
    <>
      <p className="mb-4 text-xs text-muted">{hint(shown)}</p>
      <Timeline steps={steps} label={m.register.steps} />
      <ActionButton className="mt-4 w-full" action={next} />
    </>
  );
}
