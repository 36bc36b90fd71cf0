import { PRICE_DECIMALS, tickWithin } from "@openimo/contracts";
import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { PaymentSteps } from "../../components/payment-steps.tsx";
import { TextField } from "../../components/text-field.tsx";
import { bid } from "../../flows/bid.ts";
import type { Offering } from "../../hooks/read-offering.ts";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import { useMessages } from "../../messages/messages.ts";

interface BidFormProps {
  readonly offering: Offering;
  /** The values that bids may name, from the reserve price up. */
  readonly values: readonly bigint[];
  /** Where the account's bid is; undefined without one. */
  readonly ownTick: number | undefined;
  /** Writes a value as the price of a token. */
  price(value: bigint | undefined): string;
}

/** The most to pay for a token, and how much in all. */
export function BidForm({ offering, values, ownTick, price }: BidFormProps) {
  const m = useMessages();
  const [limitText, setLimitText] = useState("");
  const [amountText, setAmountText] = useState("");
  const { currency, saleSupply } = offering.terms;
  const asset = useFeeAsset(currency);
  const limit = parseAmount(limitText, PRICE_DECIMALS);
  const tick = asset && limit !== undefined ? tickWithin(values, saleSupply, asset, limit) : undefined;
  const isLowered = tick !== undefined && ownTick !== undefined && tick < ownTick;
  const isRaised = tick !== undefined && ownTick !== undefined && tick > ownTick;
  const lowest = price(values[0]);
  const limitProblem = () => {
    if (limitText === "") return undefined;
    if (limit === undefined) return m.common.badAmount;
    if (tick === undefined) return m.auction.limitTooLow(lowest);
    return isLowered ? m.auction.limitLowered(price(values[ownTick])) : undefined;
  };
  // Without an amount a bid can still be moved up.
  const amount = amountText === "" && isRaised ? 0n : asset ? parseAmount(amountText, asset.decimals) : undefined;
  const isEnough = amount !== undefined && (amount > 0n || isRaised);
  const ready = tick !== undefined && !isLowered && isEnough;
  const action = bid(offering, tick ?? 0, amount ?? 0n);
  return (
    <div className="space-y-4 rounded-md bg-paper p-4">
      <TextField
        label={m.auction.limit}
        unit={asset?.symbol}
        inputMode="decimal"
        autoComplete="off"
        value={limitText}
        onChange={setLimitText}
        problem={limitProblem()}
        hint={m.auction.limitHint(lowest)}
      />
      <TextField
        label={m.auction.amount}
        unit={asset?.symbol}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.0"
        value={amountText}
        onChange={setAmountText}
        problem={amountText === "" || isEnough ? undefined : m.common.badAmount}
        hint={m.auction.amountHint}
      />
      {tick !== undefined && !isLowered && (
        <div role="status">
          <Facts>
            <Fact name={m.auction.acceptedLimit}>{price(values[tick])}</Fact>
          </Facts>
        </div>
      )}
      <PaymentSteps
        asset={currency}
        amount={ready ? amount : 0n}
        spender={offering.address}
        action={action}
        hint={m.auction.approvalHint}
      >
        <ActionButton action={action} disabled={!ready} className="w-full" onConfirmed={() => setAmountText("")} />
      </PaymentSteps>
    </div>
  );
}
