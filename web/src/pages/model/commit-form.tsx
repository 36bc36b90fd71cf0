import { useState } from "react";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether, Tokens } from "../../components/amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { commit } from "../../flows/commit.ts";
import { allocationOf } from "../../hooks/allocation.ts";
import type { Offering } from "../../hooks/read-offering.ts";
import { useCommitment } from "../../hooks/use-commitment.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

/** How much to commit, and what it would get if the offering ended now and if it ends at the hard cap. */
export function CommitForm({ offering, symbol }: { offering: Offering; symbol: string }) {
  const m = useMessages();
  const format = useFormat();
  const { address } = useWallet();
  const [text, setText] = useState("");
  const { data: own } = useCommitment(offering.address, address);
  const amountWei = parseAmount(text);
  const { accountCapWei } = offering.terms;
  const already = own?.committedWei ?? 0n;
  const overCap = amountWei !== undefined && accountCapWei > 0n && already + amountWei > accountCapWei;
  const problem =
    text === ""
      ? undefined
      : amountWei === undefined || amountWei === 0n
        ? m.common.badAmount
        : overCap
          ? m.offering.overAccountCap(format.ether(accountCapWei - already))
          : undefined;
  const ready = amountWei !== undefined && amountWei > 0n && !overCap;
  return (
    <div className="rounded-md bg-paper p-4">
      <TextField
        label={m.offering.amount}
        unit={m.symbol}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.0"
        value={text}
        onChange={setText}
        problem={problem}
        hint={m.offering.amountHint}
      />
      {ready && <Estimate offering={offering} amountWei={amountWei} symbol={symbol} />}
      <ActionButton
        action={commit(offering.address, amountWei ?? 0n)}
        disabled={!ready}
        className="mt-4 w-full"
        onConfirmed={() => setText("")}
      />
    </div>
  );
}

function Estimate({ offering, amountWei, symbol }: { offering: Offering; amountWei: bigint; symbol: string }) {
  const m = useMessages();
  const { terms, totalCommittedWei } = offering;
  const totalWei = totalCommittedWei + amountWei;
  const now = allocationOf(terms, amountWei, totalWei);
  const capTotal = totalWei > terms.hardCapWei ? totalWei : terms.hardCapWei;
  const atCap = allocationOf(terms, amountWei, capTotal);
  return (
    <div className="mt-4" role="status">
      <Facts>
        <Fact name={m.offering.ifEndedNow}>
          {totalWei < terms.softCapWei ? (
            m.offering.refundedBelowSoftCap
          ) : (
            <Tokens amount={now.tokens} symbol={symbol} />
          )}
        </Fact>
        <Fact name={m.offering.ifHardCap}>
          <Tokens amount={atCap.tokens} symbol={symbol} />
        </Fact>
        {now.refundWei > 0n && totalWei > terms.hardCapWei && (
          <Fact name={m.offering.refundOfExcess}>
            <Ether wei={now.refundWei} />
          </Fact>
        )}
      </Facts>
      <p className="mt-2 text-xs text-muted">{m.offering.estimateNote}</p>
    </div>
  );
}
