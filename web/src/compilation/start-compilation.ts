import type {
  Archive,
  CompilationJob,
  CompilationMessage,
  CompilationProblem,
  CompilationProgress,
  CompilationTask,
  Files,
} from "./job.ts";

/** There is no package. */
export class CannotCompileError extends Error {
  override readonly name = "CannotCompileError";
  readonly problem: CompilationProblem;

  constructor(problem: CompilationProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

type LastMessage = Exclude<CompilationMessage, { type: "progress" }>;

/** A worker of its own for one task. @param signal Ends it, whatever it does at the moment. */
function runTask(
  task: CompilationTask,
  onProgress: (progress: CompilationProgress) => void,
  signal?: AbortSignal,
): Promise<LastMessage> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const fail = (detail: string) => {
      worker.terminate();
      reject(new CannotCompileError({ kind: "failed", detail }));
    };
    signal?.addEventListener("abort", () => {
      worker.terminate();
      reject(signal.reason);
    });
    worker.addEventListener("error", ({ message }) => fail(message ?? ""));
    worker.addEventListener("messageerror", () => fail("message"));
    worker.addEventListener("message", ({ data }: MessageEvent<CompilationMessage>) => {
      if (data.type === "progress") {
        onProgress(data.progress);
        return;
      }
      worker.terminate();
      if (data.type === "problem") reject(new CannotCompileError(data.problem));
      else resolve(data);
    });
    worker.postMessage(task);
  });
}

/**
 * Compiles in a worker.
 * @returns The package's files.
 * @throws CannotCompileError; the signal's reason when it is aborted.
 */
export async function startCompilation(
  job: CompilationJob,
  onProgress: (progress: CompilationProgress) => void,
  signal: AbortSignal,
): Promise<Files> {
  const message = await runTask({ type: "compile", job }, onProgress, signal);
  if (message.type !== "files") throw new TypeError(`${message.type} instead of files`);
  return message.files;
}

/** @throws CannotCompileError when the package can't be packed. */
export async function packPackage(files: Files): Promise<Archive> {
  const message = await runTask({ type: "pack", files }, () => {});
  if (message.type !== "archive") throw new TypeError(`${message.type} instead of an archive`);
  return message.archive;
}
