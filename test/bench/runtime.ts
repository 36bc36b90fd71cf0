/**
 * `npm run --silent bench:runtime`: our time divided by onnxruntime's, the last line as one JSON object.
 * What is measured and how: docs/benchmarks.md.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createHasher } from "@openimo/runtime";
import { nodeThreads } from "../../runtime/testing/node-threads.ts";
import { decoderOnnx, decoderTokens } from "./decoder-onnx.ts";
import { ours, randomBytes, theirs, type Work } from "./engines.ts";
import { gemmOnnx, gemmProgram } from "./gemm-network.ts";
import { mobileNet } from "./mobile-net.ts";

/** Pairs of runs, and the time after which no more are begun. */
const MOST_PAIRS = 60;
const LEAST_PAIRS = 5;
const MILLISECONDS_PER_KEY = 9000;
const HASHED_BYTES = 16 * 2 ** 20;

const figures: Record<string, number> = {};
const rows: string[] = [];

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1];

async function timed(work: Work): Promise<number> {
  const start = performance.now();
  const units = await work();
  return (performance.now() - start) / units;
}

/** Runs both by turns, so that what else the machine does meets both. */
async function compare(key: string, make: () => Promise<readonly [ours: Work, theirs: Work]>): Promise<void> {
  try {
    const pair = await make();
    for (const work of pair) await work();
    await sleep(50);
    const times: [number[], number[]] = [[], []];
    const end = performance.now() + MILLISECONDS_PER_KEY;
    for (let run = 0; run < MOST_PAIRS && (run < LEAST_PAIRS || performance.now() < end); run++) {
      // Who is first changes, so that neither always finds the other's caches.
      for (const who of run % 2 === 0 ? [0, 1] : [1, 0]) times[who].push(await timed(pair[who]));
    }
    const [a, b] = times.map(median);
    figures[key] = Number((key.endsWith("speedup") ? b / a : a / b).toFixed(3));
    rows.push(
      `${key.padEnd(30)} ${a.toFixed(3).padStart(10)} ${b.toFixed(3).padStart(10)} ${String(figures[key]).padStart(8)}`,
    );
  } catch (error) {
    // A figure that cannot be measured is left out.
    rows.push(`${key.padEnd(30)} not measured: ${error instanceof Error ? error.message : error}`);
  }
}

async function keccak(): Promise<void> {
  const hasher = await createHasher();
  const bytes = randomBytes(HASHED_BYTES);
  const times: number[] = [];
  for (let run = 0; run < 9; run++) {
    times.push(
      await timed(async () => {
        hasher.hashMany(bytes, 256);
        return 1;
      }),
    );
  }
  const milliseconds = median(times);
  figures.keccak_mb_per_s = Math.round(HASHED_BYTES / 1e3 / milliseconds);
  rows.push(
    `${"keccak_mb_per_s".padEnd(30)} ${milliseconds.toFixed(3).padStart(10)} ${"".padStart(10)} ${String(figures.keccak_mb_per_s).padStart(8)}`,
  );
}

const int8 =
  (n: number, m = n) =>
  async () =>
    [await ours(gemmProgram(m, n)), await theirs("web", gemmOnnx(m, n, "int8"), { x: [m, n] })] as const;

await compare("gemm_256_vs_ortweb_int8", int8(256));
await compare("gemm_1024_vs_ortweb_int8", int8(1024));
await compare("gemm_1024_vs_ortweb_fp32", async () => [
  await ours(gemmProgram(1024, 1024)),
  await theirs("web", gemmOnnx(1024, 1024, "fp32"), { x: [1024, 1024] }),
]);
await compare("matvec_4096_vs_ortweb_int8", int8(4096, 1));
const mobile = mobileNet();
for (const engine of ["web", "node"] as const) {
  await compare(`mobilenet_vs_ort${engine}_fp32`, async () => [
    await ours(mobile.model),
    await theirs(engine, mobile.onnx, { x: [1, 3, 224, 224] }),
  ]);
}
for (const kind of ["int8", "fp32"] as const) {
  await compare(`decoder15m_vs_ortnode_${kind}`, async () => [await decoderTokens(), await decoderOnnx(kind)]);
}
await compare("threads2_speedup", async () => [
  await ours(gemmProgram(1024, 1024), nodeThreads(2)),
  await ours(gemmProgram(1024, 1024)),
]);
await keccak();

console.log(`${"".padEnd(30)} ${"ours, ms".padStart(10)} ${"theirs, ms".padStart(10)} ${"ratio".padStart(8)}`);
for (const row of rows) console.log(row);
console.log(JSON.stringify(figures));
process.exit(0);
