import { useEffect, useRef } from "react";
import { type CompilationProgress, STAGES } from "../../../compilation/job.ts";
import { Button } from "../../../components/button.tsx";
import { ProgressBar } from "../../../components/progress-bar.tsx";
import { useMessages } from "../../../messages/messages.ts";
import { useCompileTexts } from "./compile-texts.ts";

/** Which step it is at, and how far that one is. */
export function CompileProgress({ progress, onCancel }: { progress?: CompilationProgress; onCancel(): void }) {
  const m = useMessages();
  const t = useCompileTexts();
  const cancel = useRef<HTMLButtonElement>(null);
  // What was pressed to start it is gone.
  useEffect(() => cancel.current?.focus(), []);
  const { stage, done, total } = progress ?? { stage: "read", done: 0, total: 0 };
  const step = t.step(STAGES.indexOf(stage) + 1, STAGES.length, t.stages[stage]);
  return (
    <div className="flex items-end gap-3">
      <div className="min-w-0 grow">
        <ProgressBar label={step} share={total > 0 ? done / total : undefined} />
      </div>
      <Button ref={cancel} kind="secondary" onClick={onCancel}>
        {m.common.cancel}
      </Button>
    </div>
  );
}
