import { type Logger, pino } from "pino";

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "silent"];

/**
 * JSON lines on standard error. Nothing secret is handed to it; should a key or an RPC address with a token slip into an
 * object all the same, it is left out.
 */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ["privateKey", "password", "rpcUrl", "*.privateKey", "*.password", "*.rpcUrl"], remove: true },
    },
    // Synchronous, so that the last line before an exit is not lost.
    pino.destination({ dest: 2, sync: true }),
  );
}
