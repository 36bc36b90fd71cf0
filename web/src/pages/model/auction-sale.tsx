import { tokenPrice } from "@openimo/contracts";
import { Tokens } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { DateTime } from "../../components/time.tsx";
import type { Offering } from "../../hooks/read-offering.ts";
import { type OwnBid, useAuction } from "../../hooks/use-auction.ts";
import { useCommitment } from "../../hooks/use-commitment.ts";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";
import { BidForm } from "./bid-form.tsx";
import { OwnSettlement } from "./own-settlement.tsx";
import { WithdrawForm } from "./withdraw-form.tsx";

interface AuctionSaleProps {
  readonly offering: Offering;
  readonly symbol: string;
}

/** An auction: its price with the bids of now, a form to bid, and the account's own bid. */
export function AuctionSale({ offering, symbol }: AuctionSaleProps) {
  const m = useMessages();
  const { address } = useWallet();
  const query = useAuction(offering.address, address);
  const { currency, saleSupply } = offering.terms;
  const asset = useFeeAsset(currency);
  const price = (value = 0n) => (asset ? tokenPrice(asset, value, saleSupply) : "–");
  return (
    <QueryView query={query}>
      {({ softCap, cutOff, values, value, cleared, own }) => (
        <div className="space-y-4">
          <p>{m.auction.stageText[offering.finalised ? "finalised" : offering.stage]}</p>
          <Facts>
            <Fact name={cleared ? m.auction.price : m.auction.priceNow}>{price(value)}</Fact>
            <Fact name={m.auction.reserve}>{price(values[0])}</Fact>
            <Fact name={m.auction.softCap}>
              <AssetAmount asset={currency} amount={softCap} />
            </Fact>
            <Fact name={m.auction.bindsFrom}>
              <DateTime at={cutOff} />
            </Fact>
          </Facts>
          {offering.stage === "open" && (
            <BidForm offering={offering} values={values} ownTick={own?.tick} price={price} />
          )}
          {own && <Own offering={offering} symbol={symbol} own={own} limit={price(values[own.tick])} cutOff={cutOff} />}
        </div>
      )}
    </QueryView>
  );
}

interface OwnProps extends AuctionSaleProps {
  readonly own: OwnBid;
  readonly limit: string;
  readonly cutOff: number;
}

function Own({ offering, symbol, own: { budget, tokens }, limit, cutOff }: OwnProps) {
  const m = useMessages();
  const { address } = useWallet();
  const { data: commitment } = useCommitment(offering, address);
  if (!address || !commitment) return null;
  return (
    <div className="rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.auction.yours}>
          <AssetAmount asset={offering.terms.currency} amount={budget} />
        </Fact>
        <Fact name={m.auction.yourLimit}>{limit}</Fact>
        {offering.stage !== "failed" && (
          <Fact name={offering.finalised ? m.auction.gets : m.auction.getsNow}>
            <Tokens amount={tokens} symbol={symbol} />
          </Fact>
        )}
      </Facts>
      <div className="mt-3">
        {offering.stage === "open" && <WithdrawForm offering={offering} cutOff={cutOff} committed={budget} />}
        <OwnSettlement offering={offering} account={address} own={commitment} />
      </div>
    </div>
  );
}
