import { parentPort, workerData } from "node:worker_threads";
import type { ErrorKind } from "../../command-line/errors.ts";
import { explain } from "../../command-line/explain.ts";
import { type CompileJob, type CompileJobResult, runCompileJob } from "./compile-job.ts";

/** What the thread tells the one that started it. The last message is a result or a failure. */
export type CompileMessage =
  | { readonly kind: "progress"; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly kind: "result"; readonly result: CompileJobResult }
  | { readonly kind: "failure"; readonly errorKind: ErrorKind; readonly message: string };

function tell(message: CompileMessage): void {
  parentPort?.postMessage(message);
}

try {
  const result = await runCompileJob(workerData as CompileJob, (stage, done, total) => {
    tell({ kind: "progress", stage, done, total });
  });
  tell({ kind: "result", result });
} catch (error) {
  const { kind: errorKind, message } = explain(error);
  tell({ kind: "failure", errorKind, message });
}
