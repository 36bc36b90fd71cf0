import { useState } from "react";
import type { CompilationJob } from "../../../compilation/job.ts";
import { Button } from "../../../components/button.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { ChoiceField } from "./choice-field.tsx";
import type { ChosenFiles } from "./chosen-files.ts";
import { type CompileProblems, compilationJob } from "./compilation-job.ts";
import type { CompileDraft } from "./compile-draft.ts";
import { CompileExample } from "./compile-example.tsx";
import { useCompileTexts } from "./compile-texts.ts";
import { FileBox } from "./file-box.tsx";
import { MoreSettings } from "./more-settings.tsx";
import { SampleFields } from "./sample-fields.tsx";

/** What each part of the form gets. */
export interface CompileFieldsProps {
  readonly draft: CompileDraft;
  readonly chosen: ChosenFiles;
  problemOf(field: keyof CompileProblems): string | undefined;
  change(change: Partial<CompileDraft>): void;
  choose(change: Partial<ChosenFiles>): void;
}

interface CompileFormProps extends Omit<CompileFieldsProps, "problemOf"> {
  onCompile(job: CompilationJob): void;
}

/** An ONNX file, its samples, and what the package says about the model. */
export function CompileForm({ draft, chosen, change, choose, onCompile }: CompileFormProps) {
  const t = useCompileTexts();
  const [tried, setTried] = useState(false);
  const { job, problems } = compilationJob(draft, chosen);
  const fields: CompileFieldsProps = {
    ...{ draft, chosen, change, choose },
    problemOf(field) {
      const name = problems[field];
      // What is only missing isn't wrong before somebody wants to go on.
      return name === undefined || (name === "missing" && !tried) ? undefined : t.problems[name];
    },
  };
  return (
    <form
      className="space-y-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (job) onCompile(job);
      }}
    >
      {draft.onnxName !== "" && !chosen.onnx && <p className="text-muted">{t.chooseAgain(draft.onnxName)}</p>}
      <FileBox
        label={t.onnx}
        accept=".onnx"
        hint={t.onnxHint}
        problem={fields.problemOf("onnx")}
        onFiles={([onnx]) => {
          choose({ onnx });
          change({ onnxName: onnx.name });
        }}
      />
      <SampleFields {...fields} />
      <InputFields {...fields} />
      <DescriptionFields {...fields} />
      <MoreSettings {...fields} />
      <CompileExample />
      <Button type="submit">{t.start}</Button>
    </form>
  );
}

function InputFields({ draft, problemOf, change }: CompileFieldsProps) {
  const t = useCompileTexts();
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-[1fr_8rem_8rem]">
      <ChoiceField
        label={t.inputKind}
        value={draft.inputKind}
        options={t.inputKinds}
        onChange={(inputKind) => change({ inputKind })}
      />
      {draft.inputKind === "picture" &&
        (["width", "height"] as const).map((side) => (
          <TextField
            key={side}
            label={t[side]}
            unit={t.pixels}
            inputMode="numeric"
            value={draft[side]}
            onChange={(value) => change({ [side]: value })}
            problem={problemOf(side)}
          />
        ))}
    </div>
  );
}

function DescriptionFields({ draft, chosen, problemOf, change, choose }: CompileFieldsProps) {
  const t = useCompileTexts();
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <TextField
        label={t.name}
        value={draft.name}
        onChange={(name) => change({ name })}
        placeholder={chosen.onnx?.name.replace(/\.onnx$/, "")}
        hint={t.nameHint}
        maxLength={64}
      />
      <TextField
        label={t.licence}
        value={draft.licence}
        onChange={(licence) => change({ licence })}
        hint={t.licenceHint}
        maxLength={64}
      />
      <TextField
        label={t.description}
        value={draft.description}
        onChange={(description) => change({ description })}
        hint={t.descriptionHint}
      />
      <TextField
        label={t.labels}
        value={draft.labels}
        onChange={(labels) => change({ labels })}
        problem={problemOf("labels")}
        hint={t.labelsHint}
      />
      <FileBox label={t.card} accept=".md" problem={problemOf("card")} onFiles={([card]) => choose({ card })} />
    </div>
  );
}
