import { type FoundCase, findCase } from "@openimo/player";
import type { Connection } from "../../chain/connection.ts";
import { type FoundRequest, findRequest } from "../../chain/find-request.ts";
import { idHex } from "../../chain/format.ts";
import { FailedError } from "../../command-line/errors.ts";

export const REQUEST_ARG = {
  request: { type: "positional", required: true, description: "Id of the request whose answer is disputed" },
} as const;

/** @throws FailedError when nobody has contradicted the request's answer. */
export async function findDispute(
  connection: Connection,
  id: bigint,
): Promise<{ readonly asked: FoundRequest; readonly found: FoundCase }> {
  const asked = await findRequest(connection, id);
  const found = await findCase(connection, id, asked.blockNumber);
  if (found !== undefined) return { asked, found };
  throw new FailedError(`Nobody has contradicted the answer to request ${idHex(id)}.`);
}
