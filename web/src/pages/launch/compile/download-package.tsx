import { useState } from "react";
import type { Archive, Files } from "../../../compilation/job.ts";
import { canSaveFolder, saveFolder } from "../../../compilation/save-folder.ts";
import { packPackage } from "../../../compilation/start-compilation.ts";
import { Button, Spinner } from "../../../components/button.tsx";
import { Hash } from "../../../components/hash.tsx";
import { saveFile } from "../../../components/save-file.ts";
import { useFormat } from "../../../messages/format.ts";
import { useCompileTexts } from "./compile-texts.ts";

type State = "ready" | "busy" | "failed" | "saved" | Archive;

/** A name of a model may hold what a file's name may not. */
const fileNameOf = (name: string) => name.replace(/[^\p{L}\p{N}_-]+/gu, "-");

/** The package as one file or as a folder, and where to publish it. */
export function DownloadPackage({ files, name }: { files: Files; name: string }) {
  const t = useCompileTexts();
  const [state, setState] = useState<State>("ready");
  const isBusy = state === "busy";
  const run = async (task: () => Promise<State>) => {
    if (isBusy) return;
    setState("busy");
    setState(await task().catch(() => "failed" as const));
  };
  const download = async () => {
    const archive = await packPackage(files);
    saveFile([archive.bytes], "application/vnd.ipld.car", `${fileNameOf(name)}.car`);
    return archive;
  };
  const save = async () => ((await saveFolder(fileNameOf(name), files)) ? "saved" : "ready");
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-3">
        <Button kind="secondary" aria-busy={isBusy} aria-disabled={isBusy} onClick={() => void run(download)}>
          {isBusy && <Spinner />}
          {t.download}
        </Button>
        {canSaveFolder() && (
          <Button kind="secondary" aria-disabled={isBusy} onClick={() => void run(save)}>
            {t.saveFolder}
          </Button>
        )}
      </div>
      <Outcome state={state} />
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

function Outcome({ state }: { state: State }) {
  const t = useCompileTexts();
  const format = useFormat();
  return (
    <div role="status">
      {state === "failed" && <p className="text-danger">{t.packFailed}</p>}
      {state === "saved" && <p className="text-xs text-muted">{t.saved}</p>}
      {typeof state === "object" && (
        <p className="text-xs text-muted">
          {t.archive(format.count(state.bytes.length))} {t.root} <Hash value={state.root} label={t.root} />
        </p>
      )}
    </div>
  );
}
