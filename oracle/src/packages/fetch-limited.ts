import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { FailedError, TryAgainError } from "../command-line/errors.ts";
import { FETCH_COMPLAINT_CHARACTERS } from "../limits.ts";
import type { FetchedPackage, FetchJob } from "./fetch-package.ts";
import type { FetchMessage, FetchOrder } from "./fetch-process.ts";
import type { OnBytes } from "./guarded-package-files.ts";

const ENTRY = fileURLToPath(new URL("fetch-process.mjs", import.meta.url));

export type FetchLimits = {
  /** Of the process, in MB of 10^6 bytes. */
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
};

/**
 * Fetches a package in a process of its own, with nothing of this one's environment, that is ended at the limits: what
 * a stranger's server sends is read and checked there.
 * @throws FailedError, TryAgainError where the same may work later, the signal's reason when it is aborted.
 */
export async function fetchLimited(
  job: FetchJob,
  limits: FetchLimits,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<FetchedPackage> {
  signal?.throwIfAborted();
  const child = fork(ENTRY, {
    env: environment(),
    execArgv: [`--max-old-space-size=${limits.memoryMegabytes}`],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const ended = once(child, "exit");
  let timer: NodeJS.Timeout | undefined;
  const cut = new Promise<never>((_, reject) => {
    const sentence = `Fetching the package takes longer than ${limits.timeoutSeconds} s.`;
    timer = setTimeout(() => reject(new TryAgainError(sentence)), limits.timeoutSeconds * 1_000);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  try {
    child.send({ job, memoryMegabytes: limits.memoryMegabytes } satisfies FetchOrder);
    return await Promise.race([resultOf(child, limits, onBytes), cut]);
  } finally {
    clearTimeout(timer);
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended;
  }
}

/** No secret of the operator's is handed on; what remains says where certificates and temporary files are. */
function environment(): NodeJS.ProcessEnv {
  const names = ["PATH", "TMPDIR", "TEMP", "SystemRoot", "NODE_EXTRA_CA_CERTS"];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined));
}

function resultOf(child: ChildProcess, limits: FetchLimits, onBytes: OnBytes): Promise<FetchedPackage> {
  let complaint = "";
  child.stderr?.on("data", (text) => {
    complaint = `${complaint}${text}`.slice(-FETCH_COMPLAINT_CHARACTERS);
  });
  return new Promise((resolve, reject) => {
    child.on("message", (message: FetchMessage) => {
      if (message.kind === "progress") onBytes(message.done, message.total);
      else if (message.kind === "result") resolve(message.result);
      else if (message.kind === "memory") reject(tooMuchMemory(limits));
      else if (message.errorKind === "tryAgain") reject(new TryAgainError(sentenceOf(message.message)));
      else reject(new FailedError(sentenceOf(message.message)));
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      // V8 ends a process whose objects have no room with a sentence and SIGABRT.
      if (/heap out of memory/i.test(complaint)) reject(tooMuchMemory(limits));
      else
        reject(new FailedError(`Fetching the package ended without a result (${signal ?? code}). ${complaint}`.trim()));
    });
  });
}

const sentenceOf = (message: string) => `The package can't be fetched: ${message.replace(/\.$/, "")}.`;

function tooMuchMemory({ memoryMegabytes }: FetchLimits): FailedError {
  return new FailedError(`Fetching the package takes more than ${memoryMegabytes} MB of memory.`);
}
