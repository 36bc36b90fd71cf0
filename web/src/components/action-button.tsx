import type { ReactNode } from "react";
import type { TransactionReceipt } from "viem";
import { useWallet } from "../hooks/use-wallet.ts";
import { useMessages } from "../messages/messages.ts";
import type { Action } from "../wallet/action.ts";
import { useIsUnderWay, useRunAction } from "../wallet/transactions-provider.tsx";
import { Button, Spinner } from "./button.tsx";
import { useConnectDialog } from "./connect-dialog-context.ts";

interface ActionButtonProps {
  readonly action: Action;
  readonly kind?: "primary" | "secondary";
  readonly disabled?: boolean;
  readonly className?: string;
  /** The button's name; the action's own label when left out. */
  readonly children?: ReactNode;
  /** Called when the transaction is under way: what is in front of its state can go. */
  onStarted?(): void;
  onConfirmed?(receipt: TransactionReceipt): void;
}

/** The button of a signable action. Without a wallet it asks for one first; under way it doesn't send again. */
export function ActionButton({
  action,
  kind,
  disabled,
  className,
  children,
  onStarted,
  onConfirmed,
}: ActionButtonProps) {
  const messages = useMessages();
  const { address } = useWallet();
  const run = useRunAction();
  const underWay = useIsUnderWay(action.key);
  const connect = useConnectDialog();
  const act = async () => {
    if (underWay) return;
    if (!address) return connect();
    const running = run(action);
    onStarted?.();
    const receipt = await running;
    if (receipt) onConfirmed?.(receipt);
  };
  return (
    <Button
      kind={kind}
      disabled={disabled}
      aria-busy={underWay}
      aria-disabled={underWay}
      className={className}
      onClick={act}
    >
      {underWay && <Spinner />}
      {children ?? action.label(messages)}
    </Button>
  );
}
