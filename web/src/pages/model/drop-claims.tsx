import { useState } from "react";
import type { Address } from "viem";
import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { ConnectFirst } from "../../components/connect-first.tsx";
import { FileField } from "../../components/file-field.tsx";
import { Notice } from "../../components/notice.tsx";
import { DateTime } from "../../components/time.tsx";
import { claimDrop } from "../../flows/claim-drop.ts";
import { sweepDrop } from "../../flows/sweep-drop.ts";
import { DROP_FILE_BYTES, type DropClaim, readDropClaims } from "../../hooks/read-drop-file.ts";
import { usePossibleActions } from "../../hooks/use-possible-actions.ts";
import { useClaimed } from "../../hooks/use-released.ts";
import type { Drop } from "../../hooks/use-set-aside.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

interface DropClaimsProps {
  readonly drop: Drop;
  readonly symbol: string;
}

/** A contributor's way to its tokens: the developer's file has the proof. */
export function DropClaims({ drop, symbol }: DropClaimsProps) {
  const m = useMessages();
  const { address } = useWallet();
  const sweep = sweepDrop(drop.contract);
  const possible = usePossibleActions([sweep]);
  return (
    <section aria-label={m.token.drop} className="py-4 first:pt-0 last:pb-0">
      <p className="mb-3 text-muted">
        {m.setAside.dropText} <DateTime at={drop.end} />.
      </p>
      {address ? (
        <FileClaims key={address} drop={drop} symbol={symbol} account={address} />
      ) : (
        <ConnectFirst text={m.setAside.connect} />
      )}
      {possible.has(sweep.key) && <ActionButton kind="secondary" className="mt-3 w-full" action={sweep} />}
    </section>
  );
}

function FileClaims({ drop, symbol, account }: DropClaimsProps & { readonly account: Address }) {
  const m = useMessages();
  const [claims, setClaims] = useState<readonly DropClaim[]>();
  const [problem, setProblem] = useState<string>();
  const choose = async (file: File) => {
    const found = file.size > DROP_FILE_BYTES ? undefined : readDropClaims(await file.text(), account);
    setClaims(found);
    setProblem(found === undefined ? m.setAside.noDropFile(file.name) : undefined);
  };
  return (
    <>
      <FileField label={m.setAside.dropFile} accept="application/json,.json" onFile={choose} />
      <div aria-live="polite" className="mt-3">
        {problem !== undefined && <Notice kind="warn">{problem}</Notice>}
        {claims?.length === 0 && <Notice>{m.setAside.notInDrop}</Notice>}
        {claims && claims.length > 0 && <OwnClaims claims={claims} drop={drop} symbol={symbol} />}
      </div>
    </>
  );
}

function OwnClaims({ claims, drop, symbol }: DropClaimsProps & { readonly claims: readonly DropClaim[] }) {
  const m = useMessages();
  const { data: claimed } = useClaimed(
    drop.contract,
    claims.map(({ index }) => index),
  );
  return (
    <ul className="divide-y divide-line">
      {claims.map((claim) => (
        <li key={claim.index} className="flex flex-wrap items-center justify-between gap-3 py-2">
          <span className="figures font-medium">
            <Tokens amount={claim.amount} symbol={symbol} />
          </span>
          {claimed?.has(claim.index) ? (
            <span className="text-muted">{m.setAside.claimed}</span>
          ) : (
            <ActionButton kind="secondary" action={claimDrop(drop.contract, claim)} />
          )}
        </li>
      ))}
    </ul>
  );
}
