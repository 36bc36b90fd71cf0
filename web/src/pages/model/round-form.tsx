import { useId, useState } from "react";
import type { Address } from "viem";
import { ActionButton } from "../../components/action-button.tsx";
import { AssetAmount, useAssetText } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { PaymentSteps } from "../../components/payment-steps.tsx";
import { TextField } from "../../components/text-field.tsx";
import { DateTime } from "../../components/time.tsx";
import { commitInRound } from "../../flows/commit-in-round.ts";
import type { DropClaim } from "../../hooks/read-drop-file.ts";
import type { Offering, Round } from "../../hooks/read-offering.ts";
import { placeInRound } from "../../hooks/round-place.ts";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import { useRound } from "../../hooks/use-round.ts";
import { useMessages } from "../../messages/messages.ts";
import { RoundList } from "./round-list.tsx";

interface RoundFormProps {
  readonly offering: Offering;
  readonly round: Round;
  /** From 0. */
  readonly number: number;
  readonly account: Address;
}

/** A place of a round that is open: first the list that has the account, then how much. */
export function RoundForm({ offering, round, number, account }: RoundFormProps) {
  const m = useMessages();
  const [place, setPlace] = useState<DropClaim>();
  const { data: stand } = useRound(offering.address, number, account);
  const { currency } = offering.terms;
  const shownRoom = stand && (
    <Fact name={m.rounds.room}>
      <AssetAmount asset={currency} amount={round.cap - stand.total} />
    </Fact>
  );
  return (
    <section aria-label={m.offering.round(number)} className="rounded-md bg-paper p-4">
      <h3 className="font-semibold">{m.offering.round(number)}</h3>
      <p className="mt-1 mb-4 text-muted">
        {m.rounds.text} <DateTime at={round.end} />.
      </p>
      <RoundList round={round} account={account} onPlace={setPlace} />
      {place && stand && (
        <>
          <div className="mt-4">
            <Facts>
              <Fact name={m.rounds.maximum}>
                <AssetAmount asset={currency} amount={place.amount} />
              </Fact>
              {stand.own > 0n && (
                <Fact name={m.offering.guaranteed}>
                  <AssetAmount asset={currency} amount={stand.own} />
                </Fact>
              )}
              {shownRoom}
            </Facts>
          </div>
          <PlaceForm
            offering={offering}
            number={number}
            place={place}
            room={round.cap - stand.total}
            left={place.amount - stand.own}
          />
        </>
      )}
    </section>
  );
}

interface PlaceFormProps extends Pick<RoundFormProps, "offering" | "number"> {
  readonly place: DropClaim;
  /** What the round's cap and the account's leaf leave, in base units of the currency. */
  readonly room: bigint;
  readonly left: bigint;
}

function PlaceForm({ offering, number, place, room, left }: PlaceFormProps) {
  const m = useMessages();
  const id = useId();
  const [text, setText] = useState("");
  const [whole, setWhole] = useState(true);
  const { currency } = offering.terms;
  const asset = useFeeAsset(currency);
  const shown = useAssetText(currency);
  const amount = asset ? parseAmount(text, asset.decimals) : undefined;
  const share = amount === undefined || amount === 0n ? undefined : placeInRound(amount, room, left, whole);
  const ready = typeof share === "object";
  const problem =
    text === ""
      ? undefined
      : share === undefined
        ? m.common.badAmount
        : share === "maximum"
          ? m.rounds.overMaximum(shown(left))
          : share === "full"
            ? m.rounds.noRoom(shown(room))
            : undefined;
  const paid = ready && amount !== undefined ? amount : 0n;
  const action = commitInRound(offering, number, paid, whole ? paid : 0n, place);
  return (
    <div className="mt-4">
      <TextField
        label={m.rounds.amount}
        unit={asset?.symbol}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.0"
        value={text}
        onChange={setText}
        problem={problem}
        hint={m.rounds.binding}
      />
      <label htmlFor={id} className="mt-3 flex gap-2.5">
        <input
          id={id}
          type="checkbox"
          className="mt-0.5 size-4.5 shrink-0"
          checked={!whole}
          onChange={({ target }) => setWhole(!target.checked)}
        />
        <span>{m.rounds.restInPublic}</span>
      </label>
      {ready && share.inPublic > 0n && (
        <p role="status" className="mt-2 text-xs text-muted">
          {m.rounds.split(shown(share.guaranteed), shown(share.inPublic))}
        </p>
      )}
      <div className="mt-4">
        <PaymentSteps
          asset={currency}
          amount={paid}
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
