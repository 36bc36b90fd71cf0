import { Tokens } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { allocationOf } from "../../hooks/allocation.ts";
import type { FixedPrice, Offering } from "../../hooks/read-offering.ts";
import { useCommitment } from "../../hooks/use-commitment.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";
import { OwnSettlement } from "./own-settlement.tsx";
import { WithdrawForm } from "./withdraw-form.tsx";

interface OwnCommitmentProps {
  readonly offering: Offering;
  readonly fixedPrice: FixedPrice;
  readonly symbol: string;
}

/** What the connected account has in the offering, and what it can do with it now. */
export function OwnCommitment({ offering, fixedPrice, symbol }: OwnCommitmentProps) {
  const m = useMessages();
  const { address } = useWallet();
  const { data: own } = useCommitment(offering, address);
  if (!address || !own || own.committed === 0n) return null;
  const { currency, saleSupply } = offering.terms;
  const sale = { ...fixedPrice, saleSupply };
  const { tokens, refund: excess } = allocationOf(sale, own.committed, offering.totalCommitted, own.guaranteed);
  const succeeded = offering.stage === "succeeded";
  return (
    <div className="rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.offering.yours}>
          <AssetAmount asset={currency} amount={own.committed} />
        </Fact>
        {own.guaranteed > 0n && (
          <Fact name={m.offering.guaranteed}>
            <AssetAmount asset={currency} amount={own.guaranteed} />
          </Fact>
        )}
        {succeeded && (
          <Fact name={own.settled ? m.offering.youGot : m.offering.youGet}>
            <Tokens amount={tokens} symbol={symbol} />
          </Fact>
        )}
        {succeeded && excess > 0n && (
          <Fact name={m.offering.refundOfExcess}>
            <AssetAmount asset={currency} amount={excess} />
          </Fact>
        )}
      </Facts>
      <div className="mt-3">
        {offering.stage === "open" && own.committed > own.guaranteed && (
          <WithdrawForm offering={offering} cutOff={fixedPrice.cutOff} committed={own.committed - own.guaranteed} />
        )}
        <OwnSettlement offering={offering} account={address} own={own} />
      </div>
    </div>
  );
}
