import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { DateTime } from "../../components/time.tsx";
import { withdrawCommitment } from "../../flows/withdraw-commitment.ts";
import type { Offering } from "../../hooks/read-offering.ts";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import { useHead } from "../../hooks/use-head.ts";
import { useMessages } from "../../messages/messages.ts";

interface WithdrawFormProps {
  readonly offering: Offering;
  readonly cutOff: number;
  readonly committed: bigint;
}

/** Takes a part or all of a public commitment, or of a bid, back until it binds. */
export function WithdrawForm({ offering, cutOff, committed }: WithdrawFormProps) {
  const m = useMessages();
  const { data: head } = useHead();
  const [text, setText] = useState("");
  const asset = useFeeAsset(offering.terms.currency);
  const amount = text === "" ? committed : asset ? parseAmount(text, asset.decimals) : undefined;
  const valid = amount !== undefined && amount > 0n && amount <= committed;
  if (head && head.timestamp >= cutOff) return <p className="text-muted">{m.offering.binds}</p>;
  return (
    <details>
      <summary className="font-medium">{m.offering.withdrawTitle}</summary>
      <p className="my-2 text-xs text-muted">
        {m.offering.withdrawUntil} <DateTime at={cutOff} />
      </p>
      <TextField
        label={m.offering.withdrawAmount}
        unit={asset?.symbol}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={setText}
        problem={valid ? undefined : m.offering.withdrawTooMuch}
        hint={m.offering.withdrawHint}
      />
      <ActionButton
        kind="secondary"
        className="mt-3 w-full"
        disabled={!valid}
        action={withdrawCommitment(offering.address, amount ?? 0n)}
        onConfirmed={() => setText("")}
      />
    </details>
  );
}
