import { isEther } from "@openimo/contracts";
import { type Address, zeroAddress } from "viem";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { withdrawCredit } from "../../flows/withdraw-credit.ts";
import { useCredit } from "../../hooks/use-oracle.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

/**
 * What the oracle owes the connected account: refunds of void requests, rewards, bonds. Nothing when it owes nothing.
 * @param asset Looked at beside ether.
 */
export function CreditNotice({ asset }: { asset?: Address }) {
  return (
    <>
      <Credit asset={zeroAddress} />
      {asset && !isEther(asset) && <Credit asset={asset} />}
    </>
  );
}

function Credit({ asset }: { asset: Address }) {
  const m = useMessages();
  const { deployment } = useChain();
  const { address } = useWallet();
  const { data: amount } = useCredit(address, asset);
  if (!address || !amount) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 rounded-lg bg-accent-soft px-5 py-4">
      <p>
        {m.credit.owed}{" "}
        <strong>
          <AssetAmount asset={asset} amount={amount} />
        </strong>
      </p>
      <ActionButton action={withdrawCredit(deployment.inferenceOracle, address, asset)} />
    </div>
  );
}
