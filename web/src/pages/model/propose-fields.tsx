import type { FeeAsset } from "@openimo/contracts";
import { isAddress } from "viem";
import { parseAmount, parseId } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { useMessages } from "../../messages/messages.ts";
import type { ProposalDraft } from "./proposal-draft.ts";

interface FieldsProps {
  readonly draft: ProposalDraft;
  change(part: Partial<ProposalDraft>): void;
}

/** Who is paid how much of what. */
export function GrantFields({ draft, change, asset }: FieldsProps & { readonly asset: FeeAsset | null | undefined }) {
  const m = useMessages();
  const { payee, amount } = draft;
  const badPayee = payee.trim() !== "" && !isAddress(payee.trim());
  const badAmount = amount !== "" && asset && !parseAmount(amount, asset.decimals);
  return (
    <>
      <TextField
        label={m.proposing.payee}
        value={payee}
        onChange={(text) => change({ payee: text })}
        spellCheck={false}
        problem={badPayee ? m.proposing.badAddress : undefined}
      />
      <TextField
        label={m.proposing.amount}
        unit={asset?.symbol}
        inputMode="decimal"
        value={amount}
        onChange={(text) => change({ amount: text })}
        problem={badAmount ? m.common.badAmount : undefined}
        hint={m.proposing.amountHint}
      />
      <TextField
        label={m.proposing.asset}
        value={draft.asset}
        onChange={(text) => change({ asset: text })}
        spellCheck={false}
        problem={asset === null ? m.launch.problems.currency : undefined}
        hint={m.proposing.assetHint}
      />
    </>
  );
}

/** Which model is recommended. */
export function VersionField({ draft: { model }, change }: FieldsProps) {
  const m = useMessages();
  return (
    <TextField
      label={m.proposing.model}
      value={model}
      spellCheck={false}
      onChange={(text) => change({ model: text })}
      problem={model !== "" && parseId(model.trim()) === undefined ? m.proposing.badModel : undefined}
      hint={m.proposing.modelHint}
    />
  );
}
