import { Worker } from "node:worker_threads";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { COMPILE_WATCH_MS } from "../../limits.ts";
import type { CompileJob, CompileJobResult } from "./compile-job.ts";
import type { CompileMessage } from "./compile-thread.ts";

const ENTRY = new URL("compile-thread.mjs", import.meta.url);
const KIB = 1024;
const MEGABYTE = 1_000_000;

export type CompileLimits = {
  /** Of the process, beyond what it had before, in MB of 10^6 bytes. */
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
};

export type CompileCost = {
  readonly compileSeconds: number;
  /** Of the whole process, in MB of 10^6 bytes. */
  readonly peakMemoryMegabytes: number;
};

type OnProgress = (stage: string, done: number, total: number) => void;

/**
 * Compiles on a thread that is ended at the limits: an ONNX file of a stranger may ask for any work.
 * @throws FailedError when a limit is reached or the model can't be compiled, UsageError as the job does.
 */
export async function compileLimited(
  job: CompileJob,
  limits: CompileLimits,
  onProgress: OnProgress,
): Promise<CompileJobResult & CompileCost> {
  const start = performance.now();
  const worker = new Worker(ENTRY, {
    workerData: job,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
  });
  const watch = watched(limits);
  try {
    const result = await Promise.race([resultOf(worker, limits, onProgress), watch.limitReached]);
    return {
      ...result,
      compileSeconds: Math.round((performance.now() - start) / 100) / 10,
      peakMemoryMegabytes: Math.round((process.resourceUsage().maxRSS * KIB) / MEGABYTE),
    };
  } finally {
    watch.end();
    await worker.terminate();
  }
}

function resultOf(worker: Worker, limits: CompileLimits, onProgress: OnProgress): Promise<CompileJobResult> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: CompileMessage) => {
      if (message.kind === "progress") onProgress(message.stage, message.done, message.total);
      else if (message.kind === "result") resolve(message.result);
      else reject(new (message.errorKind === "usage" ? UsageError : FailedError)(message.message));
    });
    worker.on("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuchMemory(limits) : error);
    });
    worker.on("exit", () => reject(new FailedError("Compiling ended without a result.")));
  });
}

/** Rejects at a limit. A thread's own limit counts objects only, and tensors are buffers, so the process is looked at. */
function watched(limits: CompileLimits): { readonly limitReached: Promise<never>; readonly end: () => void } {
  const before = process.memoryUsage.rss();
  const most = before + limits.memoryMegabytes * MEGABYTE;
  let [watch, timeout]: (NodeJS.Timeout | undefined)[] = [];
  const limitReached = new Promise<never>((_, reject) => {
    watch = setInterval(() => {
      if (process.memoryUsage.rss() > most) reject(tooMuchMemory(limits));
    }, COMPILE_WATCH_MS);
    timeout = setTimeout(() => {
      const { timeoutSeconds } = limits;
      reject(new FailedError(`Compiling takes longer than ${timeoutSeconds} s, the limit that --timeout sets.`));
    }, limits.timeoutSeconds * 1000);
  });
  return {
    limitReached,
    end() {
      clearInterval(watch);
      clearTimeout(timeout);
    },
  };
}

function tooMuchMemory({ memoryMegabytes }: CompileLimits): FailedError {
  return new FailedError(`Compiling takes more than ${memoryMegabytes} MB of memory, the limit that --memory-mb sets.`);
}
