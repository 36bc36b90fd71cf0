import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { sellOnCurve } from "../../flows/trade-curve.ts";
import type { Offering } from "../../hooks/read-offering.ts";
import { type CurvePosition, useSellQuote } from "../../hooks/use-curve.ts";
import { useHead } from "../../hooks/use-head.ts";
import { useMessages } from "../../messages/messages.ts";
import { deadlineOf, leastOf } from "./trade-limits.ts";

interface SellFormProps {
  readonly offering: Offering;
  readonly own: CurvePosition;
  readonly symbol: string;
}

/** How many tokens to sell back, what is paid for them at once, and what only if the curve succeeds. */
export function SellForm({ offering, own, symbol }: SellFormProps) {
  const m = useMessages();
  const [text, setText] = useState("");
  const { data: head } = useHead();
  const { currency } = offering.terms;
  const parsed = parseAmount(text) ?? 0n;
  const isHeld = parsed > 0n && parsed <= own.tokens;
  const tokens = isHeld ? parsed : 0n;
  const { data: brings } = useSellQuote(offering.address, tokens);
  const ready = isHeld && head !== undefined && brings !== undefined;
  return (
    <details className="rounded-md bg-paper p-4">
      <summary className="font-medium">{m.curve.sell}</summary>
      <TextField
        className="mt-3"
        label={m.curve.tokens}
        unit={symbol}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.0"
        value={text}
        onChange={setText}
        problem={text === "" || isHeld ? undefined : m.curve.tooMany}
        hint={m.curve.limits}
      />
      {isHeld && brings !== undefined && (
        <div className="mt-4" role="status">
          <Facts>
            <Fact name={m.curve.paidAtOnce}>
              <AssetAmount asset={currency} amount={brings < own.paid ? brings : own.paid} />
            </Fact>
            {brings > own.paid && (
              <Fact name={m.curve.gainLater}>
                <AssetAmount asset={currency} amount={brings - own.paid} />
              </Fact>
            )}
          </Facts>
        </div>
      )}
      <ActionButton
        kind="secondary"
        className="mt-4 w-full"
        disabled={!ready}
        action={sellOnCurve(offering, tokens, {
          minimum: leastOf(brings ?? 0n),
          deadline: deadlineOf(head?.timestamp ?? 0),
        })}
        onConfirmed={() => setText("")}
      />
    </details>
  );
}
