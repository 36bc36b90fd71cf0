import { UsageError } from "../command-line/errors.ts";
import { parseAmount } from "../command-line/money.ts";
import { parseWhole } from "../command-line/numbers.ts";
import { POLL_LEAST_MS, POLL_MOST_MS } from "../limits.ts";
import { parseListen } from "../node/http.ts";
import { LOG_LEVELS } from "../node/log.ts";
import { parseFetchPolicy } from "../packages/fetch-policy.ts";

type Options = Readonly<Record<string, unknown>>;

const DAY_SECONDS = 86_400;

const RULES: Readonly<Record<string, (text: string) => unknown>> = {
  "minimum-reward": (text) => parseAmount("--minimum-reward", text),
  "settle-minimum": (text) => parseAmount("--settle-minimum", text),
  "withdraw-minimum": (text) => parseAmount("--withdraw-minimum", text),
  "poll-ms": (text) => parseWhole("--poll-ms", text, POLL_LEAST_MS, POLL_MOST_MS),
  "start-timeout-seconds": (text) => parseWhole("--start-timeout-seconds", text, 0, DAY_SECONDS),
  "log-level": checkLogLevel,
  listen: parseListen,
  fetch: parseFetchPolicy,
};

function checkLogLevel(text: string): void {
  if (!LOG_LEVELS.includes(text)) throw new UsageError(`Option --log-level takes one of ${LOG_LEVELS.join(", ")}.`);
}

/**
 * Reads the values of all options that are read by themselves.
 * @returns How many.
 * @throws UsageError of the first that is wrong.
 */
export function checkOptions(options: Options): number {
  const given = Object.entries(RULES).flatMap(([name, read]) => {
    const value = options[name];
    return typeof value === "string" ? [() => read(value)] : [];
  });
  for (const read of given) read();
  return given.length;
}
