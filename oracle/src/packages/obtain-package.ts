import { FailedError } from "../command-line/errors.ts";
import { ARCHIVE_BYTES, FETCH_MEMORY_MEGABYTES, FETCH_SECONDS } from "../limits.ts";
import { type LocalPackage, loadLocalPackage } from "../models/local-packages.ts";
import type { RegisteredModel } from "../models/registered-model.ts";
import { fetchLimited } from "./fetch-limited.ts";
import type { FetchRule } from "./fetch-rule.ts";
import type { OnBytes } from "./guarded-package-files.ts";
import type { PackageCache } from "./package-cache.ts";

const MEGABYTE = 1_000_000;
/** A file's pieces, the file they make, and the package that it becomes a part of. */
const COPIES = 3;

/** Where packages come from that are not on disk. */
export type PackageSupply = {
  readonly cache: PackageCache;
  /** Origins of IPFS gateways. */
  readonly gateways: readonly string[];
  readonly rule: FetchRule;
};

type Wanted = Pick<RegisteredModel, "name" | "modelHash" | "packageURI">;

type ObtainOptions = {
  /** Of the package; default: the longest that there is. */
  readonly maxBytes?: number;
  readonly onBytes?: OnBytes;
  readonly signal?: AbortSignal;
};

/**
 * A model's package: out of the cache, or fetched by the URI of its registration. A cached one that is damaged is fetched again.
 * @throws FailedError or TryAgainError when it can't be had.
 */
export async function obtainPackage(
  { cache, gateways, rule }: PackageSupply,
  { name, modelHash, packageURI }: Wanted,
  { maxBytes = ARCHIVE_BYTES, onBytes = () => undefined, signal }: ObtainOptions = {},
): Promise<LocalPackage> {
  await cache.use(modelHash);
  const cached = await loadCached(cache, modelHash);
  if (cached !== undefined) return cached;
  await cache.drop(modelHash);
  if (packageURI === "") throw new FailedError(`The registration of ${name} names no place to fetch its package from.`);
  const limits = {
    memoryMegabytes: FETCH_MEMORY_MEGABYTES + Math.ceil((COPIES * maxBytes) / MEGABYTE),
    timeoutSeconds: FETCH_SECONDS,
  };
  await cache.place(modelHash, (out) => {
    const job = { uri: packageURI, modelHash, rule, gateways, maxBytes, out };
    return fetchLimited(job, limits, onBytes, signal);
  });
  const fetched = await loadCached(cache, modelHash);
  if (fetched !== undefined) return fetched;
  throw new FailedError(`The package of ${name} was damaged in ${cache.folderOf(modelHash)} as soon as it was placed.`);
}

/** A package of the cache, checked as a whole; undefined when there is none that is sound. */
export async function loadCached(cache: PackageCache, modelHash: string): Promise<LocalPackage | undefined> {
  if (!cache.has(modelHash)) return undefined;
  try {
    const found = await loadLocalPackage(cache.folderOf(modelHash));
    return found.model.modelHash === modelHash ? found : undefined;
  } catch (error) {
    // Damaged: whoever needs it has it fetched again.
    if (error instanceof FailedError) return undefined;
    throw error;
  }
}
