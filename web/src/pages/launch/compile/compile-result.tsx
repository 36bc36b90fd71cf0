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
export function CompileResult({ compiled: { opened, files, isKept }, onDiscard }: CompileResultProps) {
  const t = useCompileTexts();
  const { manifest } = opened.package;
  return (
    <div className="space-y-5">
      <div role="status">
        <Notice title={`${t.done}: ${manifest.name}`}>{t.doneText}</Notice>
      </div>
      {!isKept && <Notice kind="warn">{t.notKept}</Notice>}
      <Parity parity={opened.parity} chooses={choosesLabels(manifest)} />
      <DownloadPackage files={files} name={manifest.name} />
      <Button kind="quiet" onClick={onDiscard}>
        {t.another}
      </Button>
    </div>
  );
}
