import { join } from "node:path";
import { createExecutor } from "@openimo/runtime";
import { loadLocalPackage } from "../../../oracle/src/models/local-packages.ts";
import { createRunner } from "../../../oracle/src/models/model-runner.ts";
import { nodeThreads } from "../../../oracle/src/models/node-threads.ts";
import { root } from "../../world/root.ts";

const PAIRS = 40;
const WARM = 5;

/** Time of the bare runtime divided by that of the node's runner, of the shipped model that computes the most in one run. */
export async function measureInference() {
  const { model } = await loadLocalPackage(join(root, "models/painter/package"));
  const executor = await createExecutor(model, { threads: nodeThreads() });
  const runner = await createRunner(model, nodeThreads());
  const bytes = model.program.input.shape.reduce((product, side) => product * side, 1);
  const input = new Uint8Array(bytes).fill(7);
  const asked = { inputs: [input], isBatch: false };
  const request = { id: 1n, seedSalt: "0x00000000" } as const;
  const signal = new AbortController().signal;
  const works = [() => executor.run(input), () => runner.run(asked, request, signal)] as const;
  const times: [number[], number[]] = [[], []];
  for (let pair = -WARM; pair < PAIRS; pair++) {
    // Who is first changes, so that neither always finds the other's caches.
    for (const which of pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const start = performance.now();
      await works[which]();
      if (pair >= 0) times[which].push(performance.now() - start);
    }
  }
  executor.dispose();
  runner.dispose();
  const [bare, node] = times.map((list) => list.sort((a, b) => a - b)[list.length >> 1]);
  return { inference_vs_runtime: Number((bare / node).toFixed(3)) };
}
