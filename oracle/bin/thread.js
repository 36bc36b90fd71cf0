/** What a worker of the node's WebAssembly threads loads: it computes parts of big instructions until it is ended. */
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register({ tsconfig: false });
const { runThread } = await import("@openimo/runtime");
parentPort?.postMessage("started");
runThread(workerData);
