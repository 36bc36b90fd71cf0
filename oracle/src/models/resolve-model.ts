import type { Connection } from "../chain/connection.ts";
import { FailedError } from "../command-line/errors.ts";
import { parseId } from "../command-line/ids.ts";
import { RESOLVED_MODELS } from "../limits.ts";
import { claimedHashes } from "./local-packages.ts";
import { pickModel } from "./pick-model.ts";
import { countModels, type RegisteredModel, readModel, readModels } from "./registered-model.ts";

/**
 * The model that a person means by its id or its name.
 * @param folders Package folders on disk, which may decide between listings of one name.
 */
export async function resolveModel(
  connection: Connection,
  nameOrId: string,
  folders: readonly string[],
): Promise<RegisteredModel> {
  const id = parseId(nameOrId);
  if (id !== undefined) return readModel(connection, id);
  const count = await countModels(connection);
  if (count > RESOLVED_MODELS) {
    throw new FailedError(`There are ${count} models, too many to look for a name among them. Name one by its id.`);
  }
  return pickModel(nameOrId, await readModels(connection, 0, count), await claimedHashes(folders));
}
