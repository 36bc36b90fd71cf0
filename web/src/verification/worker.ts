/** Computes beside the page, so that nothing there ever waits: an answer again, or a side of a dispute. One of them in a worker's life. */
import { callOf, type Side } from "@openimo/player";
import { computeAnswer, fetchModel, OtherModelError } from "./compute.ts";
import { factsOf, traceSide } from "./compute-side.ts";
import type { VerificationJob, VerificationMessage, VerificationProgress, WorkerTask } from "./job.ts";

const send = (message: VerificationMessage) => postMessage(message);

/** Between two reports of progress, in milliseconds: more often than a screen shows would only cost time. */
const REPORT_MILLISECONDS = 50;

let side: Side | undefined;

function reporter(): (progress: VerificationProgress) => void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    // What is told once only must not be left out.
    if (progress.phase !== "tracing" && now - reportedAt < REPORT_MILLISECONDS) return;
    reportedAt = now;
    send({ type: "progress", progress });
  };
}

const detailOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function compute(type: "verify" | "side", job: VerificationJob): Promise<void> {
  const report = reporter();
  try {
    const model = await fetchModel(job, report);
    if (type === "verify") {
      send({ type: "output", output: await computeAnswer(model, job, report) });
      return;
    }
    side = await traceSide(model, job, report);
    send({ type: "side", facts: factsOf(model, side) });
  } catch (error) {
    const kind = error instanceof OtherModelError ? "mismatch" : "failed";
    send({ type: "problem", problem: { kind, detail: detailOf(error) } });
  }
}

async function answer({ number, sideJob }: Extract<WorkerTask, { type: "call" }>): Promise<void> {
  try {
    if (side === undefined) throw new TypeError("a call was asked for before its side");
    send({ type: "call", number, call: await callOf(sideJob, side) });
  } catch (error) {
    send({ type: "refused", number, detail: detailOf(error) });
  }
}

addEventListener("message", ({ data }: MessageEvent<WorkerTask>) => {
  void (data.type === "call" ? answer(data) : compute(data.type, data.job));
});
