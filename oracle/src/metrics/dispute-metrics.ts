import { type Instruments, setAll } from "./instruments.ts";
import type { DisputeMetrics } from "./node-metrics.ts";

export function disputeMetrics({ counter, gauge }: Instruments): DisputeMetrics {
  const checked = counter("answers_checked_total", "Others' answers that were run again", ["model", "outcome"]);
  const disagreements = counter("execution_disagreements_total", "Requests that two executions answer differently", [
    "model",
  ]);
  const contradictions = counter("contradictions_total", "Answers that this node contradicted", ["model"]);
  const held = gauge("disputes", "Cases that the node holds, by state", ["state"]);
  const moves = counter("dispute_moves_total", "Deeds in cases that were sent", ["action"]);
  const ended = counter("disputes_ended_total", "Cases that ended, by what became of the own side", ["outcome"]);
  const margin = gauge("dispute_deadline_margin_seconds", "Time left to the first moment by which the node has to act");
  const withheld = counter("withheld_actions_total", "What was decided and not sent, without a key or when told so", [
    "action",
  ]);
  for (const outcome of ["won", "lost", "void"]) ended.inc({ outcome }, 0);
  return {
    serving(models) {
      for (const { modelHash: model } of models) {
        for (const outcome of ["right", "wrong", "unverifiable"]) checked.inc({ model, outcome }, 0);
        disagreements.inc({ model }, 0);
        contradictions.inc({ model }, 0);
      }
    },
    checked: (model, outcome) => checked.inc({ model, outcome }),
    executionsDisagreed: (model) => disagreements.inc({ model }),
    contradicted: (model) => contradictions.inc({ model }),
    held: (byState) => setAll(held, "state", byState),
    moved: (action) => moves.inc({ action }),
    ended: (outcome) => ended.inc({ outcome }),
    deadlineMargin(seconds) {
      // No deadline is no number: any that stood for it would be a false alarm or a false comfort.
      if (seconds === undefined) margin.remove();
      else margin.set(seconds);
    },
    withheld: (action) => withheld.inc({ action }),
  };
}
