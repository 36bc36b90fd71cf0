import { useEffect, useRef } from "react";
import { Button } from "../../../components/button.tsx";
import { Notice } from "../../../components/notice.tsx";
import { choosesLabels, Parity } from "../../../components/parity.tsx";
import { useCompileTexts } from "./compile-texts.ts";
import { DownloadPackage } from "./download-package.tsx";
import type { Compilation } from "./use-compilation.ts";

interface CompileResultProps {
  readonly compiled: Extract<Compilation, { state: "done" }>;
  onDiscard(): void;
}

/** A package that was made here: how good it is, and how to keep and publish it. */
export function CompileResult({ compiled, onDiscard }: CompileResultProps) {
  const t = useCompileTexts();
  const { opened, files, isKept, isNew } = compiled;
  const { manifest } = opened.package;
  const outcome = useRef<HTMLDivElement>(null);
  // Whoever waited for it goes on here; whoever comes back is left where they are.
  useEffect(() => {
    if (isNew) outcome.current?.focus();
  }, [isNew]);
  return (
    <div className="space-y-5">
      <div ref={outcome} role="status" tabIndex={-1}>
        <Notice title={`${t.done}: ${manifest.name}`}>{t.doneText}</Notice>
      </div>
      {!isKept && <Notice kind="warn">{t.notKept}</Notice>}
      <Parity parity={opened.parity} chooses={choosesLabels(manifest)} />
      <DownloadPackage files={files} name={manifest.name} />
      <Button kind="secondary" onClick={onDiscard}>
        {t.another}
      </Button>
    </div>
  );
}
