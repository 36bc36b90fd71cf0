import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether, Tokens } from "../../components/amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { DateTime } from "../../components/time.tsx";
import { claimTokens } from "../../flows/claim-tokens.ts";
import { refund } from "../../flows/refund.ts";
import { withdrawCommitment } from "../../flows/withdraw-commitment.ts";
import { allocationOf } from "../../hooks/allocation.ts";
import type { Offering } from "../../hooks/read-offering.ts";
import { useCommitment } from "../../hooks/use-commitment.ts";
import { useHead } from "../../hooks/use-head.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

/** What the connected account has in the offering, and what it can do with it now. */
export function OwnCommitment({ offering, symbol }: { offering: Offering; symbol: string }) {
  const m = useMessages();
  const { address } = useWallet();
  const { data: own } = useCommitment(offering.address, address);
  if (!address || !own || own.committedWei === 0n) return null;
  const { tokens, refundWei } = allocationOf(offering.terms, own.committedWei, offering.totalCommittedWei);
  const succeeded = offering.stage === "succeeded";
  return (
    <div className="rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.offering.yours}>
          <Ether wei={own.committedWei} />
        </Fact>
        {succeeded && (
          <Fact name={own.settled ? m.offering.youGot : m.offering.youGet}>
            <Tokens amount={tokens} symbol={symbol} />
          </Fact>
        )}
        {succeeded && refundWei > 0n && (
          <Fact name={m.offering.refundOfExcess}>
            <Ether wei={refundWei} />
          </Fact>
        )}
      </Facts>
      <div className="mt-3">
        {own.settled && <Notice>{succeeded ? m.offering.claimed : m.offering.refunded}</Notice>}
        {offering.stage === "open" && <Withdraw offering={offering} committedWei={own.committedWei} />}
        {!own.settled && succeeded && offering.finalised && (
          <ActionButton action={claimTokens(offering.address, address)} className="w-full" />
        )}
        {own.refundOwedWei > 0n && <p className="my-3 text-muted">{m.offering.refundOwed}</p>}
        {(own.refundOwedWei > 0n || (!own.settled && offering.stage === "failed")) && (
          <ActionButton action={refund(offering.address, address)} className="w-full" />
        )}
      </div>
    </div>
  );
}

function Withdraw({ offering, committedWei }: { offering: Offering; committedWei: bigint }) {
  const m = useMessages();
  const { data: head } = useHead();
  const [text, setText] = useState("");
  const amountWei = text === "" ? committedWei : parseAmount(text);
  const valid = amountWei !== undefined && amountWei > 0n && amountWei <= committedWei;
  if (head && head.timestamp >= offering.cutOff) return <p className="text-muted">{m.offering.binds}</p>;
  return (
    <details>
      <summary className="font-medium">{m.offering.withdrawTitle}</summary>
      <p className="my-2 text-xs text-muted">
        {m.offering.withdrawUntil} <DateTime at={offering.cutOff} />
      </p>
      <TextField
        label={m.offering.withdrawAmount}
        unit={m.symbol}
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
        action={withdrawCommitment(offering.address, amountWei ?? 0n)}
        onConfirmed={() => setText("")}
      />
    </details>
  );
}
