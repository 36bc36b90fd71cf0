import { useState } from "react";
import { FileField } from "../../components/file-field.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { DROP_TABLE_ENTRIES } from "./allocation-terms.ts";
import type { StepProps } from "./launch-page.tsx";
import type { LaunchTerms } from "./launch-terms.ts";

/** More than the longest table that is taken, with addresses and amounts as long as they can be. */
const TABLE_BYTES = DROP_TABLE_ENTRIES * 100;

interface SetAsideFieldsProps extends Pick<StepProps, "draft" | "change"> {
  readonly terms: LaunchTerms;
}

/** Vestings and the contributors' drop, as tables. */
export function SetAsideFields({ draft, change, terms: { problems, lines, setAside } }: SetAsideFieldsProps) {
  const m = useMessages();
  const format = useFormat();
  const [tooLarge, setTooLarge] = useState(false);
  const texts = m.settingAside;
  const problemOf = (field: "vestings" | "dropTable") => {
    const problem = problems[field];
    return problem && texts.onLine(format.count(lines[field] ?? 1), m.launch.problems[problem]);
  };
  const takeFile = async (file: File) => {
    setTooLarge(file.size > TABLE_BYTES);
    if (file.size <= TABLE_BYTES) change({ dropTable: await file.text() });
  };
  const { contributors, vestings } = setAside;
  return (
    <details className="mt-5 border-t border-line pt-4" open={draft.vestings !== "" || draft.dropTable !== ""}>
      <summary className="font-semibold">{texts.title}</summary>
      <p className="my-3 text-muted">{texts.text}</p>
      <div className="space-y-5">
        <TextArea
          label={texts.vestings}
          rows={3}
          spellCheck={false}
          placeholder="0x…,50000,180,720"
          value={draft.vestings}
          onChange={(text) => change({ vestings: text })}
          counter={format.count(vestings.length)}
          hint={texts.vestingsHint}
          problem={problemOf("vestings")}
        />
        <TextArea
          label={texts.drop}
          rows={4}
          spellCheck={false}
          placeholder="0x…,700.5"
          value={draft.dropTable}
          onChange={(text) => change({ dropTable: text })}
          counter={format.count(contributors.length)}
          hint={texts.dropHint}
          problem={problemOf("dropTable") ?? (tooLarge ? m.launch.problems.tableMany : undefined)}
        />
        <FileField label={texts.dropFile} accept="text/csv,.csv" onFile={takeFile} />
        {contributors.length > 0 && (
          <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
            <TextField
              label={texts.dropDays}
              unit={m.launch.days}
              inputMode="decimal"
              value={draft.dropDays}
              onChange={(text) => change({ dropDays: text })}
              problem={problems.dropDays && m.launch.problems[problems.dropDays]}
              hint={texts.dropDaysHint}
            />
            <TextField
              label={texts.unclaimedTo}
              value={draft.dropUnclaimedTo}
              onChange={(text) => change({ dropUnclaimedTo: text })}
              spellCheck={false}
              problem={problems.dropUnclaimedTo && m.launch.problems[problems.dropUnclaimedTo]}
              hint={texts.unclaimedToHint}
            />
          </div>
        )}
      </div>
    </details>
  );
}
