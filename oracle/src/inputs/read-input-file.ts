import { readFileSync, statSync } from "node:fs";
import { UsageError } from "../command-line/errors.ts";

/** @throws UsageError when the file is missing, unreadable or longer than `maxBytes`. */
export function readInputFile(path: string, maxBytes: number): Buffer {
  let size: number;
  try {
    size = statSync(path).size;
    if (size <= maxBytes) return readFileSync(path);
  } catch (error) {
    throw new UsageError(`The file ${path} can't be read.`, {}, { cause: error });
  }
  throw new UsageError(`The file ${path} has ${size} bytes; at most ${maxBytes} are accepted.`);
}
