import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether } from "../../components/amount.tsx";
import { withdrawCredit } from "../../flows/withdraw-credit.ts";
import { useCredit } from "../../hooks/use-oracle.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

/** What the oracle owes the connected account: refunds of void requests, rewards, bonds. Nothing when it owes nothing. */
export function CreditNotice() {
  const m = useMessages();
  const { deployment } = useChain();
  const { address } = useWallet();
  const { data: creditWei } = useCredit(address);
  if (!address || !creditWei) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 rounded-lg bg-accent-soft px-5 py-4">
      <p>
        {m.credit.owed}{" "}
        <strong>
          <Ether wei={creditWei} />
        </strong>
      </p>
      <ActionButton action={withdrawCredit(deployment.inferenceOracle, address)} />
    </div>
  );
}
