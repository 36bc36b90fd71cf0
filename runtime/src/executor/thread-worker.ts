/** What a browser's worker loads: the first message starts it, and is answered before the thread blocks. */
import { runThread } from "./run-thread.ts";
import type { ThreadStart } from "./thread-pool.ts";

addEventListener(
  "message",
  ({ data }: MessageEvent<ThreadStart>) => {
    postMessage("started");
    runThread(data);
  },
  { once: true },
);
