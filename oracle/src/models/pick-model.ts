import { idHex } from "../chain/format.ts";
import { FailedError } from "../command-line/errors.ts";
import type { RegisteredModel } from "./registered-model.ts";

type Candidate = Pick<RegisteredModel, "id" | "name" | "modelHash">;

/**
 * The one model that a name means. Names are not unique and anybody can register one, so several listings of a name are
 * an error, unless exactly one of them is a program that we have on disk ourselves.
 * @param localHashes Model hashes of the packages on disk, lower case.
 */
export function pickModel<T extends Candidate>(
  name: string,
  models: readonly T[],
  localHashes: ReadonlySet<string>,
): T {
  const named = models.filter((model) => model.name === name);
  if (named.length === 1) return named[0];
  if (named.length === 0) {
    const known = [...new Set(models.map((model) => model.name))].slice(0, 10).join(", ");
    throw new FailedError(
      `No model is called "${name}". ${known === "" ? "None is registered." : `There are: ${known}.`}`,
    );
  }
  const local = named.filter((model) => localHashes.has(model.modelHash.toLowerCase()));
  if (local.length === 1) return local[0];
  const ids = named.map((model) => idHex(model.id));
  throw new FailedError(`${named.length} models are called "${name}". Name one by its id: ${ids.join(", ")}.`, { ids });
}
