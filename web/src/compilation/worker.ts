/** Compiles beside the page, so that nothing there ever waits. */
import { PackageError, ProgramError } from "@openimo/runtime";
import { CompileError, ParityError } from "@openimo/runtime/compiler";
import { SampleError } from "@openimo/runtime/samples";
import { compileJob } from "./compile-job.ts";
import type { CompilationMessage, CompilationProblem, CompilationProgress, CompilationTask } from "./job.ts";
import { packFiles } from "./pack-files.ts";

const send = (message: CompilationMessage) => postMessage(message);

/** Between two reports of progress, in milliseconds: more often than a screen shows would only cost time. */
const REPORT_MILLISECONDS = 50;

function reporter(): (progress: CompilationProgress) => void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  let reported: string | undefined;
  return (progress) => {
    const now = performance.now();
    if (progress.stage === reported && now - reportedAt < REPORT_MILLISECONDS) return;
    [reported, reportedAt] = [progress.stage, now];
    send({ type: "progress", progress });
  };
}

function problemOf(error: unknown): CompilationProblem {
  if (error instanceof ParityError) return { kind: "parity", report: error.report, failures: error.failures };
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof SampleError) return { kind: "samples", detail };
  const isRefused = [CompileError, ProgramError, PackageError].some((kind) => error instanceof kind);
  return { kind: isRefused ? "model" : "failed", detail };
}

async function run(task: CompilationTask): Promise<void> {
  try {
    if (task.type === "compile") send({ type: "files", files: await compileJob(task.job, reporter()) });
    else send({ type: "archive", archive: await packFiles(task.files) });
  } catch (error) {
    send({ type: "problem", problem: problemOf(error) });
  }
}

addEventListener("message", ({ data }: MessageEvent<CompilationTask>) => void run(data));
