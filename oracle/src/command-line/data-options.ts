import { readFileSync } from "node:fs";
import type { ArgsDef } from "citty";
import { parseGwei } from "viem";
import { dataFolder } from "../keystore/key-folder.ts";
import { MAX_FEE_GWEI } from "../limits.ts";
import type { DataPlace } from "../store/node-store.ts";
import { UsageError } from "./errors.ts";

/** Where the node keeps its data, and what it may spend on gas. */
export const DATA_ARGS = {
  "data-dir": {
    type: "string",
    valueHint: "folder",
    description: "Folder for the node's data, one within it for each chain and account (default ~/.openimo/data)",
  },
  "database-url-file": {
    type: "string",
    valueHint: "file",
    description: "File with the URL of a PostgreSQL server to use instead (env DATABASE_URL)",
  },
  "max-fee": {
    type: "string",
    valueHint: "gwei",
    default: MAX_FEE_GWEI,
    description: "Never offer more than this for a unit of gas",
  },
} as const satisfies ArgsDef;

export type DataArgs = { readonly "data-dir"?: string; readonly "database-url-file"?: string };

/** A folder that is named comes before a server that only the environment names. */
export function dataPlaceFrom(args: DataArgs, environment: NodeJS.ProcessEnv = process.env): DataPlace {
  const folder = args["data-dir"];
  const file = args["database-url-file"];
  if (folder !== undefined && file !== undefined) {
    throw new UsageError("Give --data-dir or --database-url-file, not both.");
  }
  if (folder !== undefined) return { dataFolder: folder };
  const url = file === undefined ? environment.DATABASE_URL : urlIn(file);
  if (url === undefined || url === "") return { dataFolder: dataFolder() };
  if (/^postgres(ql)?:\/\//.test(url)) return { url };
  // Not said again: it may hold a password.
  throw new UsageError("The database's URL must begin with postgres:// or postgresql://.");
}

function urlIn(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new UsageError(`The file ${file} with the database's URL can't be read.`, {}, { cause: error });
  }
}

/** @returns wei for a unit of gas */
export function parseMaxFee(text: string): bigint {
  const isAmount = /^\d{1,9}(\.\d{1,9})?$/.test(text);
  const wei = isAmount ? parseGwei(text) : 0n;
  if (wei > 0n) return wei;
  throw new UsageError(`Option --max-fee takes an amount in gwei such as 100 or 0.5, not "${text}".`);
}
