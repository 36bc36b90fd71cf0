import type { Call, SideJob } from "@openimo/player";
import type { SideFacts, VerificationJob, VerificationMessage, VerificationProgress, WorkerTask } from "./job.ts";
import { CannotVerifyError } from "./start-verification.ts";

type Waiting = { readonly resolve: (call: Call) => void; readonly reject: (error: Error) => void };

/** A side of a dispute in a worker of its own, which keeps the trace until it is ended. */
export class SideHost {
  /** What the side claims. Rejects with CannotVerifyError when it can't be computed. */
  readonly facts: Promise<SideFacts>;
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(job: VerificationJob, onProgress: (progress: VerificationProgress) => void) {
    this.facts = new Promise((resolve, reject) => {
      const fail = (detail: string) => {
        const error = new CannotVerifyError({ kind: "failed", detail });
        reject(error);
        for (const waiting of this.#waiting.values()) waiting.reject(error);
        this.#waiting.clear();
      };
      this.#worker.addEventListener("error", ({ message }) => fail(message));
      this.#worker.addEventListener("messageerror", () => fail("message"));
      this.#worker.addEventListener("message", ({ data }: MessageEvent<VerificationMessage>) => {
        if (data.type === "progress") onProgress(data.progress);
        else if (data.type === "side") resolve(data.facts);
        else if (data.type === "problem") reject(new CannotVerifyError(data.problem));
        else this.#settle(data);
      });
    });
    this.facts.catch(() => {});
    this.#send({ type: "side", job });
  }

  /** @throws CannotVerifyError with what the worker says when the call can't be made. */
  call(sideJob: SideJob): Promise<Call> {
    const number = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#send({ type: "call", number, sideJob });
    });
  }

  end(): void {
    this.#worker.terminate();
  }

  #send(task: WorkerTask): void {
    this.#worker.postMessage(task);
  }

  #settle(reply: VerificationMessage): void {
    if (reply.type !== "call" && reply.type !== "refused") return;
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if (reply.type === "call") waiting?.resolve(reply.call);
    else waiting?.reject(new CannotVerifyError({ kind: "failed", detail: reply.detail }));
  }
}
