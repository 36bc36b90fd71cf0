import { TextField } from "../../../components/text-field.tsx";
import type { CompileFieldsProps } from "./compile-form.tsx";
import { useCompileTexts } from "./compile-texts.ts";

const SHARES = ["floatTop1", "top1Drop", "agreement", "cosine"] as const;

/** What is right for most: scales, and how close the program has to come. */
export function MoreSettings({ draft, problemOf, change }: CompileFieldsProps) {
  const t = useCompileTexts();
  return (
    <details>
      <summary className="cursor-pointer font-medium">{t.more}</summary>
      <div className="mt-3 grid grid-cols-1 gap-4 sm:grid-cols-2">
        <TextField
          label={t.scale}
          value={draft.scale}
          onChange={(scale) => change({ scale })}
          problem={problemOf("scale")}
          hint={t.scaleHint}
        />
        <TextField
          label={t.calibrationSamples}
          inputMode="numeric"
          value={draft.calibrationSamples}
          onChange={(calibrationSamples) => change({ calibrationSamples })}
          problem={problemOf("calibrationSamples")}
          hint={t.calibrationSamplesHint}
        />
        <p className="text-xs text-muted sm:col-span-2">{t.thresholds}</p>
        {SHARES.map((name) => (
          <TextField
            key={name}
            label={t.measures[name]}
            inputMode="decimal"
            value={draft[name]}
            onChange={(value) => change({ [name]: value })}
            problem={problemOf(name)}
          />
        ))}
      </div>
    </details>
  );
}
