import { useEffect, useRef, useState } from "react";
import { Skeleton } from "../../../components/query-view.tsx";
import { useStoredState } from "../../../hooks/use-stored-state.ts";
import type { OpenedPackage } from "../package-source.tsx";
import { type ChosenFiles, NO_FILES } from "./chosen-files.ts";
import { type CompileDraft, parseCompileDraft } from "./compile-draft.ts";
import { CompileForm } from "./compile-form.tsx";
import { CompileProblem } from "./compile-problem.tsx";
import { CompileProgress } from "./compile-progress.tsx";
import { CompileResult } from "./compile-result.tsx";
import { CompileTextsContext, useCompileTexts, useLoadedCompileTexts } from "./compile-texts.ts";
import { useCompilation } from "./use-compilation.ts";

interface CompileSourceProps {
  readonly account: string;
  onOpened(opened: OpenedPackage | undefined): void;
}

/** Makes a package of an ONNX file, in this browser. */
export function CompileSource(props: CompileSourceProps) {
  const { data: texts } = useLoadedCompileTexts();
  if (!texts) return <Skeleton lines={6} />;
  return (
    <CompileTextsContext value={texts}>
      <Compiling {...props} />
    </CompileTextsContext>
  );
}

function Compiling({ account, onOpened }: CompileSourceProps) {
  const t = useCompileTexts();
  const [draft, setDraft] = useStoredState(`openimo.compile.${account}`, parseCompileDraft);
  // Of two changes at once the second must not undo the first: a picture's size is read while other fields change.
  const latest = useRef(draft);
  const change = (part: Partial<CompileDraft>) => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
  };
  const [chosen, setChosen] = useState<ChosenFiles>(NO_FILES);
  const { compilation, start, cancel, discard } = useCompilation(account, (opened) =>
    onOpened(opened && { ...opened, address: "" }),
  );
  const isRunning = compilation.state === "running";
  const wasRunning = useRef(false);
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where it was cancelled is gone; why there is no package is what comes next.
    if (wasRunning.current && !isRunning) outcome.current?.focus();
    wasRunning.current = isRunning;
  }, [isRunning]);
  if (compilation.state === "restoring") return <Skeleton lines={6} />;
  if (compilation.state === "done")
    return (
      <CompileResult
        compiled={compilation}
        onDiscard={() => {
          setChosen(NO_FILES);
          discard();
        }}
      />
    );
  return (
    <>
      <p className="mb-4 text-xs text-muted">{t.text}</p>
      {/* It stays while it runs: what was chosen would be lost with it. */}
      <div className={isRunning ? "hidden" : ""}>
        <CompileForm
          draft={draft}
          chosen={chosen}
          change={change}
          choose={(part) => setChosen((before) => ({ ...before, ...part }))}
          onCompile={start}
        />
      </div>
      {isRunning && <CompileProgress progress={compilation.progress} onCancel={cancel} />}
      <div ref={outcome} role="status" tabIndex={-1} className="mt-4">
        {compilation.state === "idle" && compilation.isCancelled && <p className="text-muted">{t.cancelled}</p>}
        {compilation.state === "idle" && compilation.problem && <CompileProblem problem={compilation.problem} />}
      </div>
    </>
  );
}
