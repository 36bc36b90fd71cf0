import { setTimeout as wait } from "node:timers/promises";
import type { Child } from "./child.ts";

/** Waits until a program says that it is ready. @throws ChildCrashedError, or an error that says how long it took in vain. */
export async function untilReady(url: string, child: Child, longestMs: number): Promise<void> {
  const deadline = Date.now() + longestMs;
  for (;;) {
    const response = await Promise.race([fetch(url).catch(() => undefined), child.crashed]);
    if (response?.ok) return;
    if (Date.now() > deadline) throw new Error(`${child.name} was not ready at ${url} within ${longestMs} ms.`);
    await wait(100);
  }
}
