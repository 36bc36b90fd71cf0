import type { Logger } from "pino";
import type { Connection } from "../chain/connection.ts";
import type { Database } from "../store/database.ts";
import { ChainReader } from "./chain-reader.ts";

/** Goes on where the database ends, and tells the log what an operator should know. */
export const openReader = (connection: Connection, database: Database, log: Logger): Promise<ChainReader> =>
  ChainReader.open(connection, database, (level, facts, sentence) => log[level](facts, sentence));
