import { type Instruments, setAll } from "./instruments.ts";
import type { RequestMetrics } from "./node-metrics.ts";

/** From a small classifier to a model that writes for minutes. */
const RUN_SECONDS = [0.001, 0.005, 0.02, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

export function requestMetrics({ counter, gauge, histogram }: Instruments): RequestMetrics {
  const models = gauge("model_info", "1 for each model whose package is loaded", ["model", "name"]);
  const held = gauge("requests", "Requests that the node holds, by their state on chain", ["state"]);
  const withheld = gauge("answers_withheld", "Requests that could be answered, but for a floor", ["floor"]);
  const left = counter("requests_left_total", "Open requests that are left to others", ["reason"]);
  const answers = counter("answers_posted_total", "Own answers that were mined", ["model"]);
  const runs = histogram("inference_seconds", "Duration of a run that gave an answer", RUN_SECONDS, ["model"]);
  const failures = counter("inference_failures_total", "Runs that gave no answer", ["model"]);
  const queues = gauge("queue_length", "Work that waits or runs", ["queue"]);
  return {
    serving(loaded) {
      for (const { modelHash: model, name } of loaded) {
        models.set({ model, name }, 1);
        answers.inc({ model }, 0);
        failures.inc({ model }, 0);
      }
    },
    held: (byState) => setAll(held, "state", byState),
    withheld: (byFloor) => setAll(withheld, "floor", byFloor),
    left: (reason) => left.inc({ reason }),
    answered: (model) => answers.inc({ model }),
    inferred: (model, seconds) => runs.observe({ model }, seconds),
    inferenceFailed: (model) => failures.inc({ model }),
    queue: (queue, length) => queues.set({ queue }, length),
  };
}
