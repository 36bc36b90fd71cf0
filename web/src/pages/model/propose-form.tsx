import { useId, useState } from "react";
import type { Address } from "viem";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { createGovernance } from "../../flows/create-governance.ts";
import { propose } from "../../flows/propose.ts";
import { useAssetNamed } from "../../hooks/use-asset-named.ts";
import type { Governance } from "../../hooks/use-governance.ts";
import { useMessages } from "../../messages/messages.ts";
import { decisionOf, EMPTY_PROPOSAL, type ProposalDraft } from "./proposal-draft.ts";
import { GrantFields, VersionField } from "./propose-fields.tsx";

/** `MAX_DESCRIPTION_BYTES` of the governor. */
const MOST_DESCRIPTION_BYTES = 2048;

interface ProposeFormProps {
  readonly token: Address;
  readonly governance: Governance;
}

/** A grant of the treasury, or a version to recommend. Whether the account may is for the governor to say. */
export function ProposeForm({ token, governance: { governor, exists } }: ProposeFormProps) {
  const m = useMessages();
  const { deployment } = useChain();
  const id = useId();
  const [draft, setDraft] = useState<ProposalDraft>(EMPTY_PROPOSAL);
  const change = (part: Partial<ProposalDraft>) => setDraft({ ...draft, ...part });
  const asset = useAssetNamed(draft.asset);
  const decision = decisionOf(draft, asset ?? undefined);
  const bytes = new TextEncoder().encode(draft.description).length;
  const tooLong = bytes > MOST_DESCRIPTION_BYTES;
  return (
    <details className="mt-4 border-t border-line pt-4">
      <summary className="font-semibold">{m.proposing.title}</summary>
      <p className="my-3 text-muted">{m.proposing.text}</p>
      <div className="space-y-4">
        <div>
          <label htmlFor={id} className="mb-1.5 block font-medium">
            {m.proposing.what}
          </label>
          <select
            id={id}
            className="field"
            value={draft.kind}
            onChange={({ target }) => change({ kind: target.value === "version" ? "version" : "grant" })}
          >
            <option value="grant">{m.proposing.grant}</option>
            <option value="version">{m.proposing.version}</option>
          </select>
        </div>
        {draft.kind === "grant" ? (
          <GrantFields draft={draft} change={change} asset={asset} />
        ) : (
          <VersionField draft={draft} change={change} />
        )}
        <TextArea
          label={m.proposing.description}
          rows={3}
          value={draft.description}
          onChange={(description) => change({ description })}
          counter={`${bytes} / ${MOST_DESCRIPTION_BYTES}`}
          hint={m.proposing.descriptionHint}
          problem={tooLong ? m.proposing.descriptionLong : undefined}
        />
        {exists ? (
          <ActionButton
            className="w-full"
            disabled={decision === undefined || tooLong}
            action={propose(governor, decision ?? { kind: "version", modelId: 0n }, draft.description)}
            onConfirmed={() => setDraft(EMPTY_PROPOSAL)}
          />
        ) : (
          <>
            <p className="text-xs text-muted">{m.proposing.createHint}</p>
            <ActionButton className="w-full" action={createGovernance(deployment.modelGovernance, token)} />
          </>
        )}
      </div>
    </details>
  );
}
