import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { DateTime } from "../../components/time.tsx";
import { claimTokens } from "../../flows/claim-tokens.ts";
import { refund } from "../../flows/refund.ts";
import { withdrawCommitment } from "../../flows/withdraw-commitment.ts";
import { allocationOf } from "../../hooks/allocation.ts";
import type { FixedPrice, Offering } from "../../hooks/read-offering.ts";
import { useCommitment } from "../../hooks/use-commitment.ts";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import { useHead } from "../../hooks/use-head.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

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
  const { tokens, refund: excess } = allocationOf(sale, own.committed, offering.totalCommitted);
  const succeeded = offering.stage === "succeeded";
  return (
    <div className="rounded-md bg-paper p-4">
      <Facts>
        <Fact name={m.offering.yours}>
          <AssetAmount asset={currency} amount={own.committed} />
        </Fact>
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
        {own.settled && <Notice>{succeeded ? m.offering.claimed : m.offering.refunded}</Notice>}
        {offering.stage === "open" && (
          <Withdraw offering={offering} cutOff={fixedPrice.cutOff} committed={own.committed} />
        )}
        {!own.settled && succeeded && offering.finalised && (
          <ActionButton action={claimTokens(offering.address, address)} className="w-full" />
        )}
        {own.refundOwed > 0n && <p className="my-3 text-muted">{m.offering.refundOwed}</p>}
        {(own.refundOwed > 0n || (!own.settled && offering.stage === "failed")) && (
          <ActionButton action={refund(offering.address, address)} className="w-full" />
        )}
      </div>
    </div>
  );
}

interface WithdrawProps {
  readonly offering: Offering;
  readonly cutOff: number;
  readonly committed: bigint;
}

function Withdraw({ offering, cutOff, committed }: WithdrawProps) {
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
