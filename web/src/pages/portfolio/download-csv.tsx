import { useState } from "react";
import type { Address } from "viem";
import { useChain } from "../../app/chain.ts";
import { Button, Spinner } from "../../components/button.tsx";
import { saveFile } from "../../components/save-file.ts";
import type { HistoryEntry } from "../../hooks/use-history.ts";
import { useMessages } from "../../messages/messages.ts";
import { historyCsv } from "./history-csv.ts";
import { readHistoryRows } from "./history-rows.ts";

interface DownloadCsvProps {
  readonly entries: readonly HistoryEntry[];
  readonly account: Address;
  nameOf(entry: HistoryEntry): string | undefined;
}

/** The whole history as a file, made in the browser. */
export function DownloadCsv({ entries, account, nameOf }: DownloadCsvProps) {
  const m = useMessages();
  const access = useChain();
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");
  const download = async () => {
    if (state === "busy") return;
    setState("busy");
    try {
      const text = historyCsv(await readHistoryRows(access, entries, nameOf));
      saveFile([text], "text/csv;charset=utf-8", `openimo-${account}.csv`);
      setState("ready");
    } catch {
      setState("failed");
    }
  };
  return (
    <div>
      <Button kind="secondary" aria-busy={state === "busy"} aria-disabled={state === "busy"} onClick={download}>
        {state === "busy" && <Spinner />}
        {m.portfolio.csv}
      </Button>
      <p role="status" className="text-danger">
        {state === "failed" && m.portfolio.csvFailed}
      </p>
    </div>
  );
}
