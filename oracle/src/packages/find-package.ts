import type { ModelPackage } from "@openimo/runtime";
import { FailedError } from "../command-line/errors.ts";
import { findLocalPackage } from "../models/local-packages.ts";
import type { RegisteredModel } from "../models/registered-model.ts";
import { cacheFrom, type PackageAccess } from "./fetch-options.ts";
import { loadCached } from "./obtain-package.ts";
import type { PackageCache } from "./package-cache.ts";

/** The checked package of a model: one of these, or one that was fetched before; undefined when there is none. */
export async function findPackage(
  paths: readonly string[],
  modelHash: string,
  cache: PackageCache = cacheFrom({}),
): Promise<ModelPackage | undefined> {
  const local = await findLocalPackage(paths, modelHash);
  return local ?? (await loadCached(cache, modelHash))?.model;
}

/**
 * The package that is needed to run a model.
 * @throws FailedError when there is none; TryAgainError when fetching it may work later.
 */
export async function requirePackage(
  paths: readonly string[],
  model: RegisteredModel,
  { cache, obtain }: PackageAccess,
): Promise<ModelPackage> {
  const found = await findPackage(paths, model.modelHash, cache);
  if (found !== undefined) return found;
  if (obtain !== undefined) return (await obtain(model)).model;
  throw new FailedError(
    `The package of ${model.name} is needed to run it: name it with --models, or have it fetched with --fetch.`,
  );
}
