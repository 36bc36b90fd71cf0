import { setTimeout as sleep } from "node:timers/promises";

type Waiting = {
  /** Whether nothing more has to be waited for. */
  readonly isEnough?: () => boolean;
  /** Whether, from now on, the others are waited for only for `graceMs`. */
  readonly isQuorate: () => boolean;
  readonly graceMs: number;
};

/** Waits for questions that were put to several, none of which rejects, for as long as it is worth it. */
export async function whenEnough(asked: readonly Promise<void>[], { isEnough, isQuorate, graceMs }: Waiting) {
  const outstanding = new Set<Promise<void>>();
  for (const one of asked) {
    const noted: Promise<void> = one.finally(() => outstanding.delete(noted));
    outstanding.add(noted);
  }
  const timer = new AbortController();
  let grace: Promise<"over"> | undefined;
  try {
    while (outstanding.size > 0) {
      const first = await Promise.race([...outstanding, ...(grace === undefined ? [] : [grace])]);
      if (first === "over" || isEnough?.()) return;
      if (isQuorate()) {
        grace ??= sleep(graceMs, "over" as const, { signal: timer.signal, ref: false }).catch(() => "over" as const);
      }
    }
  } finally {
    timer.abort();
  }
}
