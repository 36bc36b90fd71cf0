import {
  createDecoder,
  createExecutor,
  encodeItems,
  fetchPackageFiles,
  itemSeed,
  loadPackage,
  type ModelPackage,
  type PackageFiles,
  requestSeed,
} from "@openimo/runtime";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import type { VerificationJob, VerificationProgress } from "./job.ts";
import { readAhead } from "./read-ahead.ts";

type Report = (progress: VerificationProgress) => void;
type RunOne = (input: Uint8Array, seed: Uint8Array, onProgress: (share: number) => void) => Promise<Uint8Array>;

/** What lies at a package's address isn't the registered model. */
export class OtherModelError extends Error {
  override readonly name = "OtherModelError";
}

/** Progress is counted in this many parts of one run. */
const PARTS = 1_000;

function counted(files: PackageFiles, report: Report): PackageFiles {
  let bytes = 0;
  return {
    async read(path, maxBytes) {
      const content = await files.read(path, maxBytes);
      bytes += content.length;
      report({ phase: "fetching", bytes });
      return content;
    },
  };
}

/** @throws OtherModelError when the package is another one's; PackageError when it is damaged or can't be read. */
export async function fetchModel(job: VerificationJob, report: Report): Promise<ModelPackage> {
  const files = fetchPackageFiles(job.packageAddress, (url, init) => fetch(url, init), {});
  const model = await loadPackage(readAhead(counted(files, report)));
  if (model.programRoot === job.programRoot && model.weightsRoot === job.weightsRoot) return model;
  throw new OtherModelError(model.modelHash);
}

async function runnerOf(model: ModelPackage): Promise<RunOne> {
  const { signal } = new AbortController();
  const { loop } = model.program;
  if (loop === undefined) {
    const executor = await createExecutor(model);
    return (input, _seed, onProgress) =>
      executor.run(input, { signal, onProgress: (done, total) => onProgress(done / total) });
  }
  const decoder = await createDecoder(model);
  return (input, seed, onProgress) => {
    let tokens = 0;
    const onToken = () => onProgress(++tokens / loop.tokenLimit);
    return decoder.run(input, { seed, signal, onToken });
  };
}

/** Runs the model as an operator does. @returns The answer's bytes, of a batch the list of them. */
export async function computeAnswer(model: ModelPackage, job: VerificationJob, report: Report): Promise<Hex> {
  const total = PARTS * job.inputs.length;
  report({ phase: "computing", done: 0, total });
  const run = await runnerOf(model);
  const seed = requestSeed(job.requestId, job.seedSalt);
  const answers: Uint8Array[] = [];
  for (const [i, input] of job.inputs.entries()) {
    const onProgress = (share: number) => report({ phase: "computing", done: Math.floor(PARTS * (i + share)), total });
    const answer = await run(hexToBytes(input), job.isBatch ? itemSeed(seed, i) : seed, onProgress);
    // The model may use the same memory for its next answer.
    answers.push(answer.slice());
  }
  return bytesToHex(job.isBatch ? encodeItems(answers) : answers[0]);
}
