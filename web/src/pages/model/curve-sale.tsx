import { Tokens } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { QueryView } from "../../components/query-view.tsx";
import type { Offering } from "../../hooks/read-offering.ts";
import { useCommitment } from "../../hooks/use-commitment.ts";
import { type CurvePosition, useCurve } from "../../hooks/use-curve.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";
import { BuyForm } from "./buy-form.tsx";
import { OwnSettlement } from "./own-settlement.tsx";
import { SellForm } from "./sell-form.tsx";

interface CurveSaleProps {
  readonly offering: Offering;
  readonly symbol: string;
}

/** A bonding curve: its price now, forms to trade, and what the account has in it. */
export function CurveSale({ offering, symbol }: CurveSaleProps) {
  const m = useMessages();
  const { address } = useWallet();
  const query = useCurve(offering.address, address);
  const { currency, saleSupply } = offering.terms;
  const isOpen = offering.stage === "open";
  return (
    <QueryView query={query}>
      {({ goal, reserve, sold, price, own }) => (
        <div className="space-y-4">
          <p>{m.curve.stageText[offering.stage]}</p>
          <Facts>
            <Fact name={m.curve.price}>
              <AssetAmount asset={currency} amount={price} />
            </Fact>
            <Fact name={m.curve.sold}>
              <Tokens amount={sold} symbol={symbol} />
            </Fact>
            <Fact name={m.curve.goal}>
              <AssetAmount asset={currency} amount={reserve} /> / <AssetAmount asset={currency} amount={goal} />
            </Fact>
          </Facts>
          {isOpen && <BuyForm offering={offering} unsold={saleSupply - sold} symbol={symbol} />}
          {own && <Own offering={offering} symbol={symbol} own={own} />}
          {isOpen && own && own.tokens > 0n && <SellForm offering={offering} own={own} symbol={symbol} />}
        </div>
      )}
    </QueryView>
  );
}

function Own({ offering, symbol, own }: CurveSaleProps & { readonly own: CurvePosition }) {
  const m = useMessages();
  const { address } = useWallet();
  const { data: commitment } = useCommitment(offering, address);
  const { currency } = offering.terms;
  const failed = offering.stage === "failed";
  // What would be refused is not offered: after a failure only what was paid is owed, after a success tokens and gains.
  const isOwed = failed ? own.paid > 0n : own.tokens > 0n || own.gain > 0n;
  if (!address || !commitment || !(isOwed || commitment.refundOwed > 0n)) return null;
  return (
    <div className="rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.curve.yours}>
          <Tokens amount={own.tokens} symbol={symbol} />
        </Fact>
        <Fact name={m.curve.paid}>
          <AssetAmount asset={currency} amount={own.paid} />
        </Fact>
        {own.gain > 0n && !failed && (
          <Fact name={offering.finalised ? m.curve.gained : m.curve.gain}>
            <AssetAmount asset={currency} amount={own.gain} />
          </Fact>
        )}
      </Facts>
      <div className="mt-3">
        <OwnSettlement offering={offering} account={address} own={commitment} />
      </div>
    </div>
  );
}
