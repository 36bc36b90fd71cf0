/** Computes an answer again beside the page, so that nothing there ever waits. One job in a worker's life. */
import { computeAnswer, fetchModel, OtherModelError } from "./compute.ts";
import type { VerificationJob, VerificationMessage } from "./job.ts";

const send = (message: VerificationMessage) => postMessage(message);

/** Between two reports of progress, in milliseconds: more often than a screen shows would only cost time. */
const REPORT_MILLISECONDS = 50;

async function verify(job: VerificationJob): Promise<void> {
  let reportedAt = Number.NEGATIVE_INFINITY;
  const report = (progress: Extract<VerificationMessage, { type: "progress" }>["progress"]) => {
    const now = performance.now();
    if (now - reportedAt < REPORT_MILLISECONDS) return;
    reportedAt = now;
    send({ type: "progress", progress });
  };
  try {
    const model = await fetchModel(job, report);
    send({ type: "output", output: await computeAnswer(model, job, report) });
  } catch (error) {
    const kind = error instanceof OtherModelError ? "mismatch" : "failed";
    send({ type: "problem", problem: { kind, detail: error instanceof Error ? error.message : String(error) } });
  }
}

addEventListener("message", ({ data }: MessageEvent<VerificationJob>) => void verify(data));
