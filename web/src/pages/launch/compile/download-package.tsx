import { useState } from "react";
import type { Archive, Files } from "../../../compilation/job.ts";
import { packPackage } from "../../../compilation/start-compilation.ts";
import { Button, Spinner } from "../../../components/button.tsx";
import { Hash } from "../../../components/hash.tsx";
import { saveFile } from "../../../components/save-file.ts";
import { useFormat } from "../../../messages/format.ts";
import { useCompileTexts } from "./compile-texts.ts";

/** The package as one file, and where to publish it. */
export function DownloadPackage({ files, name }: { files: Files; name: string }) {
  const t = useCompileTexts();
  const format = useFormat();
  const [state, setState] = useState<"ready" | "busy" | "failed" | Archive>("ready");
  const isBusy = state === "busy";
  const download = async () => {
    if (isBusy) return;
    setState("busy");
    try {
      const archive = await packPackage(files);
      // A name of a model may hold what a file's name may not.
      saveFile([archive.bytes], "application/vnd.ipld.car", `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.car`);
      setState(archive);
    } catch {
      setState("failed");
    }
  };
  return (
    <div className="space-y-3">
      <Button kind="secondary" aria-busy={isBusy} aria-disabled={isBusy} onClick={() => void download()}>
        {isBusy && <Spinner />}
        {t.download}
      </Button>
      <div role="status">
        {state === "failed" && <p className="text-danger">{t.packFailed}</p>}
        {typeof state === "object" && (
          <p className="text-xs text-muted">
            {t.archive(format.count(state.bytes.length))} {t.root} <Hash value={state.root} label={t.root} />
          </p>
        )}
      </div>
      <h4 className="font-semibold">{t.publishTitle}</h4>
      <p className="text-xs text-muted">{t.publishText}</p>
      <ul className="list-disc space-y-1 pl-5 text-xs text-muted">
        {t.publish.map((way) => (
          <li key={way} className="break-words">
            {way}
          </li>
        ))}
      </ul>
    </div>
  );
}
