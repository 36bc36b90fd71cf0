/** What a worker of the node loads that holds one side of a dispute: its trace, and the calls that need it. */
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register({ tsconfig: false });
const { runSideThread } = await import("../src/node/disputes/side-thread.ts");
if (parentPort !== null) runSideThread(parentPort, workerData);
