import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether } from "../../components/amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { redeem } from "../../flows/redeem.ts";
import { type RevenueToken, useRedeemable } from "../../hooks/use-revenue-token.ts";
import { useMessages } from "../../messages/messages.ts";

/** Burns tokens for their part of the redemption pool, which it tells first. */
export function RedeemForm({ revenue, balance }: { revenue: RevenueToken; balance: bigint }) {
  const m = useMessages();
  const [text, setText] = useState("");
  const amount = parseAmount(text);
  const isTooMuch = amount !== undefined && amount > balance;
  const isReady = amount !== undefined && amount > 0n && !isTooMuch;
  const { data: payoutWei } = useRedeemable(revenue.address, isReady ? amount : 0n);
  const isBad = text !== "" && (amount === undefined || amount === 0n);
  return (
    <details className="mt-4 border-t border-line pt-4">
      <summary className="cursor-pointer font-medium">{m.revenue.redeemTitle}</summary>
      <p className="mt-2 mb-3 text-xs text-muted">{m.revenue.redeemText}</p>
      <TextField
        label={m.revenue.redeemAmount}
        unit={revenue.symbol}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.0"
        value={text}
        onChange={setText}
        problem={isTooMuch ? m.revenue.redeemTooMuch : isBad ? m.common.badAmount : undefined}
      />
      {isReady && payoutWei !== undefined && (
        <div className="mt-3" role="status">
          <Facts>
            <Fact name={m.revenue.redeemPays}>
              <Ether wei={payoutWei} />
            </Fact>
          </Facts>
        </div>
      )}
      <ActionButton
        kind="secondary"
        className="mt-3 w-full"
        disabled={!isReady}
        action={redeem(revenue.address, amount ?? 0n)}
        onConfirmed={() => setText("")}
      />
    </details>
  );
}
