import type { ErrorKind } from "../command-line/errors.ts";
import { explain } from "../command-line/explain.ts";
import { FETCH_WATCH_MS } from "../limits.ts";
import { FetchError } from "./fetch-error.ts";
import { type FetchedPackage, type FetchJob, fetchPackage } from "./fetch-package.ts";

/** What the process is asked for, as its first message. */
export type FetchOrder = { readonly job: FetchJob; readonly memoryMegabytes: number };

/** What it tells the one that started it. The last message is a result or a failure. */
export type FetchMessage =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "result"; readonly result: FetchedPackage }
  | { readonly kind: "failure"; readonly errorKind: ErrorKind; readonly message: string }
  | { readonly kind: "memory" };

const MEGABYTE = 1_000_000;
/** A message for each chunk would cost more than the chunk. */
const PROGRESS_BYTES = 2 ** 20;

/** Ends when the message has left, or at once when nobody listens any more. */
function end(message: FetchMessage): void {
  if (process.send === undefined) process.exit(1);
  process.send(message, () => process.exit(0));
}

async function run({ job, memoryMegabytes }: FetchOrder): Promise<void> {
  setInterval(() => {
    if (process.memoryUsage.rss() > memoryMegabytes * MEGABYTE) end({ kind: "memory" });
  }, FETCH_WATCH_MS).unref();
  let told = 0;
  try {
    const result = await fetchPackage(job, (done, total) => {
      if (done < told + PROGRESS_BYTES && done !== total) return;
      told = done;
      process.send?.({ kind: "progress", done, total } satisfies FetchMessage);
    });
    end({ kind: "result", result });
  } catch (error) {
    const known = error instanceof FetchError;
    const errorKind = known && error.mayPass ? "tryAgain" : "failed";
    end({ kind: "failure", errorKind, message: known ? error.message : explain(error).message });
  }
}

process.on("disconnect", () => process.exit(1));
process.once("message", (order) => run(order as FetchOrder));
