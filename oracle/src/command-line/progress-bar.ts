import { progress } from "@clack/prompts";

/** Shown advance of long work. */
export type ProgressBar = {
  readonly advance: (stage: string, done: number, total: number) => void;
  readonly end: (message: string) => void;
};

const STEPS = 100;

/** A bar for each stage when standard error is a terminal, and nothing otherwise: a log is no place for bars. */
export function progressBar(): ProgressBar {
  if (!process.stderr.isTTY) return { advance: () => undefined, end: () => undefined };
  let bar: ReturnType<typeof progress> | undefined;
  let current = "";
  let shown = 0;
  return {
    advance(stage, done, total) {
      if (stage !== current) {
        bar?.stop(current);
        bar = progress({ max: STEPS, output: process.stderr });
        bar.start(stage);
        [current, shown] = [stage, 0];
      }
      const step = total === 0 ? STEPS : Math.floor((done * STEPS) / total);
      if (step > shown) bar?.advance(step - shown, stage);
      shown = Math.max(shown, step);
    },
    end(message) {
      bar?.stop(message);
    },
  };
}
