/** What Node's worker loads. */
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

// Node 20 reads no TypeScript by itself.
register();
const { runThread } = await import("../src/executor/run-thread.ts");
parentPort?.postMessage("started");
runThread(workerData);
