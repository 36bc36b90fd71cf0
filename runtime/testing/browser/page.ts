/** What a test has a browser run. The server has `vectors/` and `models/` beside the page, and says what is in them. */
import { selfTest } from "../../src/executor/self-test.ts";
import { createHasher } from "../../src/hash/create-hasher.ts";
import { fetchPackageFiles } from "../../src/package/fetch-package-files.ts";
import { checkGoldens, loadGoldens, REFERENCE_WEIGHT_BYTES, weightBytes } from "../vectors/check-goldens.ts";
import { checkVectors } from "../vectors/check-vectors.ts";
import { VECTOR_ENGINES, vectorMachines } from "../vectors/vector-engines.ts";
import { browserThreads } from "./browser-threads.ts";

/** How many cases each engine passed, by files and models. */
type Counts = Record<string, Record<string, number>>;

const THREADS = browserThreads(2);

async function json<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: HTTP status ${response.status}`);
  return response.json();
}

async function runVectors(files: readonly string[]): Promise<Counts> {
  const counts: Counts = {};
  for (const file of files) {
    const { cases } = await json<{ cases: readonly unknown[] }>(`/vectors/${file}.json`);
    counts[file] = {};
    for (const engine of VECTOR_ENGINES) {
      counts[file][engine] = await checkVectors(file, cases, vectorMachines(engine, THREADS));
    }
  }
  return counts;
}

async function runGoldens(names: readonly string[]): Promise<Counts> {
  const hasher = await createHasher();
  const counts: Counts = {};
  for (const name of names) {
    const read = (url: string, init: RequestInit) => fetch(url, init);
    const goldens = await loadGoldens(fetchPackageFiles(`/models/${name}/package/`, read));
    const small = weightBytes(goldens.model) <= REFERENCE_WEIGHT_BYTES;
    counts[name] = {};
    for (const engine of VECTOR_ENGINES) {
      if (engine === "reference" && !small) continue;
      counts[name][engine] = await checkGoldens(goldens, hasher, vectorMachines(engine, THREADS));
    }
  }
  return counts;
}

const page = { runVectors, runGoldens, selfTest: () => selfTest(THREADS) };
export type VectorsPage = typeof page;

Object.assign(globalThis, { page });
