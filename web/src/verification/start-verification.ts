import type { Hex } from "viem";
import type { VerificationJob, VerificationMessage, VerificationProblem, VerificationProgress } from "./job.ts";

/** Nothing can be said about the answer: it is neither right nor wrong. */
export class CannotVerifyError extends Error {
  override readonly name = "CannotVerifyError";
  readonly problem: VerificationProblem;

  constructor(problem: VerificationProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/**
 * Computes a request's answer in a worker of its own.
 * @param signal Ends the worker, whatever it does at the moment.
 * @returns The answer's bytes.
 * @throws CannotVerifyError when they can't be computed; the signal's reason when it is aborted.
 */
export function startVerification(
  job: VerificationJob,
  onProgress: (progress: VerificationProgress) => void,
  signal: AbortSignal,
): Promise<Hex> {
  return new Promise<Hex>((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const end = () => worker.terminate();
    const fail = (detail: string) => {
      end();
      reject(new CannotVerifyError({ kind: "failed", detail }));
    };
    signal.addEventListener("abort", () => {
      end();
      reject(signal.reason);
    });
    worker.addEventListener("error", ({ message }) => fail(message));
    worker.addEventListener("messageerror", () => fail("message"));
    worker.addEventListener("message", ({ data }: MessageEvent<VerificationMessage>) => {
      if (data.type === "progress") {
        onProgress(data.progress);
        return;
      }
      end();
      if (data.type === "output") resolve(data.output);
      else reject(new CannotVerifyError(data.problem));
    });
    worker.postMessage(job);
  });
}
