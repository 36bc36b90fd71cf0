import type { Instruments } from "./instruments.ts";
import type { ChainMetrics } from "./node-metrics.ts";

/** Reorganisations are rolled back to any depth up to 64. */
const DEPTHS = [1, 2, 3, 5, 8, 16, 32, 64];
const STEP_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const MS_IN_SECOND = 1_000;

export function chainMetrics({ counter, gauge, histogram }: Instruments): ChainMetrics {
  const headNumber = gauge("head_block_number", "Number of the newest block");
  const headTime = gauge("head_timestamp_seconds", "Timestamp of the newest block, unix time");
  const lag = gauge("watermark_lag_blocks", "Blocks whose events are not read yet");
  const depth = histogram("reorg_depth_blocks", "Blocks that a reorganisation took back", DEPTHS);
  const steps = counter("steps_total", "Rounds of looking, deciding and acting", ["outcome"]);
  const duration = histogram("step_duration_seconds", "Duration of a round", STEP_SECONDS);
  const stepTime = gauge("last_step_timestamp_seconds", "When the last round succeeded, unix time");
  let head = 0n;
  for (const outcome of ["done", "failed"]) steps.inc({ outcome }, 0);
  return {
    head({ number, timestamp }) {
      head = number;
      headNumber.set(Number(number));
      headTime.set(timestamp);
    },
    watermark: (number) => lag.set(Math.max(0, Number(head - number))),
    reorganised: (depthBlocks) => depth.observe(depthBlocks),
    stepped(seconds, isDone) {
      steps.inc({ outcome: isDone ? "done" : "failed" });
      duration.observe(seconds);
      if (isDone) stepTime.set(Date.now() / MS_IN_SECOND);
    },
  };
}
