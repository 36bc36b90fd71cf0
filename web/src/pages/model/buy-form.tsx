import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { PaymentSteps } from "../../components/payment-steps.tsx";
import { TextField } from "../../components/text-field.tsx";
import { buyOnCurve } from "../../flows/trade-curve.ts";
import type { Offering } from "../../hooks/read-offering.ts";
import { useBuyQuote } from "../../hooks/use-curve.ts";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import { useHead } from "../../hooks/use-head.ts";
import { useMessages } from "../../messages/messages.ts";
import { deadlineOf, leastBought } from "./trade-limits.ts";

interface BuyFormProps {
  readonly offering: Offering;
  /** Tokens that are left on the curve. */
  readonly unsold: bigint;
  readonly symbol: string;
}

/** How much to pay, and what it buys now. */
export function BuyForm({ offering, unsold, symbol }: BuyFormProps) {
  const m = useMessages();
  const [text, setText] = useState("");
  const { data: head } = useHead();
  const { currency } = offering.terms;
  const asset = useFeeAsset(currency);
  const amount = (asset && parseAmount(text, asset.decimals)) ?? 0n;
  const { data: quote } = useBuyQuote(offering.address, amount);
  const ready = amount > 0n && head !== undefined && quote !== undefined && quote.tokens > 0n;
  const action = buyOnCurve(offering, amount, {
    minimum: quote ? leastBought(quote.tokens, quote.cost, amount, unsold) : 0n,
    deadline: deadlineOf(head?.timestamp ?? 0),
  });
  return (
    <div className="space-y-4 rounded-md bg-paper p-4">
      <TextField
        label={m.curve.amount}
        unit={asset?.symbol}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.0"
        value={text}
        onChange={setText}
        problem={text === "" || amount > 0n ? undefined : m.common.badAmount}
        hint={m.curve.limits}
      />
      {amount > 0n && quote && (
        <div role="status">
          <Facts>
            <Fact name={m.curve.buys}>
              <Tokens amount={quote.tokens} symbol={symbol} />
            </Fact>
            <Fact name={m.curve.costs}>
              <AssetAmount asset={currency} amount={quote.cost} />
            </Fact>
          </Facts>
        </div>
      )}
      <PaymentSteps
        asset={currency}
        amount={ready ? amount : 0n}
        spender={offering.address}
        action={action}
        hint={m.curve.approvalHint}
      >
        <ActionButton action={action} disabled={!ready} className="w-full" onConfirmed={() => setText("")} />
      </PaymentSteps>
    </div>
  );
}
