import type { Connection } from "../../chain/connection.ts";

/**
 * Reads facts that money depends on. What `read` asks is pinned to one block by its hash, so that several RPCs can be asked the same
 * and have to agree.
 */
export type ReadPinned = <T>(read: (connection: Connection) => Promise<T>) => Promise<T>;

/** As a quorum of the RPCs says. */
export const pinnedTo =
  (connection: Connection): ReadPinned =>
  (read) =>
    read({ ...connection, client: connection.quorum });
