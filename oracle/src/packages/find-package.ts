import type { ModelPackage } from "@openimo/runtime";
import { FailedError } from "../command-line/errors.ts";
import { findLocalPackage, type LocalPackage } from "../models/local-packages.ts";
import type { RegisteredModel } from "../models/registered-model.ts";
import { cacheFrom } from "./fetch-options.ts";
import { loadCached } from "./obtain-package.ts";

/** The checked package of a model: one of these, or one that was fetched before; undefined when there is none. */
export async function findPackage(paths: readonly string[], modelHash: string): Promise<ModelPackage | undefined> {
  const local = await findLocalPackage(paths, modelHash);
  return local ?? (await loadCached(cacheFrom({}), modelHash))?.model;
}

/**
 * The package that is needed to run a model.
 * @param obtain Fetches it when it is not on disk; undefined where that was not asked for.
 * @throws FailedError when there is none; what `obtain` throws.
 */
export async function requirePackage(
  paths: readonly string[],
  model: RegisteredModel,
  obtain?: (model: RegisteredModel) => Promise<LocalPackage>,
): Promise<ModelPackage> {
  const found = await findPackage(paths, model.modelHash);
  if (found !== undefined) return found;
  if (obtain !== undefined) return (await obtain(model)).model;
  throw new FailedError(
    `The package of ${model.name} is needed to run it: name it with --models, or have it fetched with --fetch.`,
  );
}
