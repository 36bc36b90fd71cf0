import { useState } from "react";
import type { Address } from "viem";
import { FileField } from "../../components/file-field.tsx";
import { Notice } from "../../components/notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { DROP_FILE_BYTES, type DropClaim, readDropClaims, readDropRoot } from "../../hooks/read-drop-file.ts";
import type { Round } from "../../hooks/read-offering.ts";
import { useMessages } from "../../messages/messages.ts";

interface RoundListProps {
  readonly round: Round;
  readonly account: Address;
  onPlace(place: DropClaim | undefined): void;
}

type ListProblem = "noList" | "otherList" | "notListed";

/** The place that a list's text gives an account. Whether its proof holds is for the contract to say. */
function placeIn(text: string, { root }: Round, account: Address): DropClaim | ListProblem {
  const claims = readDropClaims(text, account);
  if (claims === undefined) return "noList";
  if (readDropRoot(text) !== root) return "otherList";
  return claims[0] ?? "notListed";
}

/** The developer's list of a round, as a file or as text: the proofs aren't on chain. */
export function RoundList({ round, account, onPlace }: RoundListProps) {
  const m = useMessages();
  const [problem, setProblem] = useState<ListProblem>();
  const [pasted, setPasted] = useState("");
  const take = (text: string | undefined) => {
    const place = text === undefined ? "noList" : placeIn(text, round, account);
    const found = typeof place === "string" ? undefined : place;
    setProblem(typeof place === "string" ? place : undefined);
    onPlace(found);
  };
  return (
    <div className="space-y-4">
      <FileField
        label={m.rounds.file}
        accept="application/json,.json"
        onFile={async (file) => take(file.size > DROP_FILE_BYTES ? undefined : await file.text())}
      />
      <TextField
        label={m.rounds.paste}
        value={pasted}
        spellCheck={false}
        autoComplete="off"
        onChange={(text) => {
          setPasted(text);
          if (text.trim() !== "") take(text);
        }}
        hint={m.rounds.pasteHint}
      />
      <div aria-live="polite">{problem && <Notice kind="warn">{m.rounds[problem]}</Notice>}</div>
    </div>
  );
}
