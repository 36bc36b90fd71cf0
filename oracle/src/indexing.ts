/**
 * What the indexer shares with the node: how a chain is reached and read so that a reorganisation is followed, and where what was read is
 * kept.
 */
export { type Connection, connect, LOCAL_CHAIN_ID } from "./chain/connection.ts";
export type { Head } from "./chain/head.ts";
export { isUnreachable } from "./chain/rpc-error.ts";
export { FailedError, UsageError } from "./command-line/errors.ts";
export { explain } from "./command-line/explain.ts";
export {
  LOG_OVERLAP_BLOCKS,
  LOG_RANGE_BLOCKS,
  RPC_BACKOFF_FIRST_MS,
  RPC_BACKOFF_LONGEST_MS,
  START_TIMEOUT_SECONDS,
} from "./limits.ts";
export { listen } from "./node/http.ts";
export { readHeaders } from "./reader/ancestor.ts";
export { routeTo } from "./reader/route.ts";
export { type BlockId, insertBlocks, readWatermark } from "./reader/stored-blocks.ts";

export { type Database, openDatabase, type Queries } from "./store/database.ts";
export { lockFolder } from "./store/folder-lock.ts";
export type { Migration } from "./store/migrations.ts";
