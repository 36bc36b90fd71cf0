import { useFormat } from "../../../messages/format.ts";
import { ChoiceField } from "./choice-field.tsx";
import { firstPictureSize, labelFiles, pathFiles } from "./chosen-files.ts";
import type { CompileFieldsProps } from "./compile-form.tsx";
import { useCompileTexts } from "./compile-texts.ts";
import { FileBox } from "./file-box.tsx";

/** So many labels are named; the others are counted. */
const NAMED_LABELS = 12;

/** The samples: a folder by label, or sets that are apart. */
export function SampleFields({ draft, chosen, problemOf, change, choose }: CompileFieldsProps) {
  const t = useCompileTexts();
  const format = useFormat();
  const count = (files: readonly unknown[]) => (files.length > 0 ? t.files(format.count(files.length)) : undefined);
  const chooseSamples = async (name: "folder" | "calibration" | "evaluation", list: readonly File[]) => {
    const files = pathFiles(list);
    choose({ [name]: files });
    const size = await firstPictureSize(files);
    if (size) change({ width: `${size.width}`, height: `${size.height}` });
  };
  const folders = labelFiles(chosen.folder);
  const names = folders.slice(0, NAMED_LABELS).map(({ label }) => label);
  const total = folders.reduce((sum, { files }) => sum + files.length, 0);
  const found = t.found(
    format.count(folders.length),
    format.count(total),
    `${names.join(", ")}${folders.length > NAMED_LABELS ? ", …" : ""}`,
  );
  return (
    <>
      <ChoiceField
        label={t.samples}
        value={draft.samplesKind}
        options={t.samplesKinds}
        onChange={(samplesKind) => change({ samplesKind })}
      />
      {draft.samplesKind === "byLabel" ? (
        <FileBox
          folder
          label={t.folder}
          hint={`${t.folderHint} ${t.formats}`}
          problem={problemOf("folder")}
          found={folders.length > 0 ? found : undefined}
          onFiles={(list) => void chooseSamples("folder", list)}
        />
      ) : (
        <>
          <FileBox
            multiple
            label={t.calibration}
            hint={`${t.calibrationHint} ${t.formats}`}
            problem={problemOf("calibration")}
            found={count(chosen.calibration)}
            onFiles={(list) => void chooseSamples("calibration", list)}
          />
          <FileBox
            multiple
            label={t.evaluation}
            hint={t.evaluationHint}
            problem={problemOf("evaluation")}
            found={count(chosen.evaluation)}
            onFiles={(list) => void chooseSamples("evaluation", list)}
          />
          <FileBox
            label={t.evaluationLabels}
            hint={t.evaluationLabelsHint}
            onFiles={([evaluationLabels]) => choose({ evaluationLabels })}
          />
        </>
      )}
    </>
  );
}
