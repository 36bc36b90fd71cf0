import { existsSync } from "node:fs";
import type { Address } from "viem";
import type { Connection } from "../chain/connection.ts";
import { dataPlaceFrom } from "../command-line/data-options.ts";
import { readWatermark } from "../reader/stored-blocks.ts";
import { nodeFolder, openNodeStore } from "../store/node-store.ts";
import type { Found } from "./check.ts";
import { checkWritable } from "./check-packages.ts";

type DataArgs = Parameters<typeof dataPlaceFrom>[0];

/**
 * Opens the node's database and looks whether it is about this chain. What isn't there yet is not made.
 * @throws FailedError when it can't be opened, is about another chain, or another process has it.
 */
export async function checkDatabase(connection: Connection, account: Address, args: DataArgs): Promise<Found<void>> {
  const place = dataPlaceFrom(args);
  if (!("url" in place)) {
    const folder = await nodeFolder(connection, account, place);
    if (!existsSync(folder)) {
      checkWritable(place.dataFolder);
      return { value: undefined, detail: `will be made in ${folder}` };
    }
  }
  const store = await openNodeStore(connection, account, place);
  try {
    const watermark = await readWatermark(store.database);
    const read = watermark === undefined ? "nothing is read yet" : `read up to block ${watermark.number}`;
    return { value: undefined, detail: `${"url" in place ? "on a server" : place.dataFolder}: ${read}` };
  } finally {
    await store.close();
  }
}
