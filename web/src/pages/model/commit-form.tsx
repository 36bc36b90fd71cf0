import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { AssetAmount, useAssetText } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { PaymentSteps } from "../../components/payment-steps.tsx";
import { TextField } from "../../components/text-field.tsx";
import { commit } from "../../flows/commit.ts";
import { allocationOf } from "../../hooks/allocation.ts";
import type { FixedPrice, Offering } from "../../hooks/read-offering.ts";
import { useCommitment } from "../../hooks/use-commitment.ts";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

interface CommitFormProps {
  readonly offering: Offering;
  readonly fixedPrice: FixedPrice;
  readonly symbol: string;
}

/** How much to commit, and what it would get if the offering ended now and if it ends at the hard cap. */
export function CommitForm({ offering, fixedPrice, symbol }: CommitFormProps) {
  const m = useMessages();
  const { address } = useWallet();
  const [text, setText] = useState("");
  const { data: own } = useCommitment(offering, address);
  const { currency } = offering.terms;
  const asset = useFeeAsset(currency);
  const shown = useAssetText(currency);
  const amount = asset ? parseAmount(text, asset.decimals) : undefined;
  const { accountCap } = fixedPrice;
  const already = own?.committed ?? 0n;
  const overCap = amount !== undefined && accountCap > 0n && already + amount > accountCap;
  const problem =
    text === ""
      ? undefined
      : amount === undefined || amount === 0n
        ? m.common.badAmount
        : overCap
          ? m.offering.overAccountCap(shown(accountCap - already))
          : undefined;
  const ready = amount !== undefined && amount > 0n && !overCap;
  const action = commit(offering, amount ?? 0n);
  return (
    <div className="rounded-md bg-paper p-4">
      <TextField
        label={m.offering.amount}
        unit={asset?.symbol}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.0"
        value={text}
        onChange={setText}
        problem={problem}
        hint={m.offering.amountHint}
      />
      {ready && <Estimate offering={offering} fixedPrice={fixedPrice} amount={amount} symbol={symbol} />}
      <div className="mt-4">
        <PaymentSteps
          asset={currency}
          amount={ready ? amount : 0n}
          spender={offering.address}
          action={action}
          hint={m.offering.approvalHint}
        >
          <ActionButton action={action} disabled={!ready} className="w-full" onConfirmed={() => setText("")} />
        </PaymentSteps>
      </div>
    </div>
  );
}

function Estimate({ offering, fixedPrice, amount, symbol }: CommitFormProps & { amount: bigint }) {
  const m = useMessages();
  const { terms, totalCommitted } = offering;
  const sale = { ...fixedPrice, saleSupply: terms.saleSupply };
  const total = totalCommitted + amount;
  const now = allocationOf(sale, amount, total);
  const capTotal = total > sale.hardCap ? total : sale.hardCap;
  const atCap = allocationOf(sale, amount, capTotal);
  return (
    <div className="mt-4" role="status">
      <Facts>
        <Fact name={m.offering.ifEndedNow}>
          {total < sale.softCap ? m.offering.refundedBelowSoftCap : <Tokens amount={now.tokens} symbol={symbol} />}
        </Fact>
        <Fact name={m.offering.ifHardCap}>
          <Tokens amount={atCap.tokens} symbol={symbol} />
        </Fact>
        {now.refund > 0n && total > sale.hardCap && (
          <Fact name={m.offering.refundOfExcess}>
            <AssetAmount asset={terms.currency} amount={now.refund} />
          </Fact>
        )}
      </Facts>
      <p className="mt-2 text-xs text-muted">{m.offering.estimateNote}</p>
    </div>
  );
}
