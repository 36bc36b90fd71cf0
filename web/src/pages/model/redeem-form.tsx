import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { Amounts } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { redeem } from "../../flows/redeem.ts";
import { type RevenueToken, useRedeemable } from "../../hooks/use-revenue-token.ts";
import { useMessages } from "../../messages/messages.ts";

interface RedeemFormProps {
  readonly revenue: RevenueToken;
  readonly balance: bigint;
  onStarted?(): void;
}

/** Burns tokens for their part of the redemption pool, which it tells first. */
export function RedeemForm({ revenue, balance, onStarted }: RedeemFormProps) {
  const m = useMessages();
  const [text, setText] = useState("");
  const amount = parseAmount(text);
  const isTooMuch = amount !== undefined && amount > balance;
  const isReady = amount !== undefined && amount > 0n && !isTooMuch;
  const { data: payout } = useRedeemable(revenue.address, isReady ? amount : 0n);
  const isBad = text !== "" && (amount === undefined || amount === 0n);
  return (
    <>
      <p className="mb-3 text-xs text-muted">{m.revenue.redeemText}</p>
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
      {isReady && payout !== undefined && (
        <div className="mt-3" role="status">
          <Facts>
            <Fact name={m.revenue.redeemPays}>
              <Amounts wei={payout.payoutWei} assets={payout.assets} />
            </Fact>
          </Facts>
        </div>
      )}
      <ActionButton
        kind="secondary"
        className="mt-3 w-full"
        disabled={!isReady}
        action={redeem(revenue.address, amount ?? 0n)}
        onStarted={onStarted}
        onConfirmed={() => setText("")}
      />
    </>
  );
}
