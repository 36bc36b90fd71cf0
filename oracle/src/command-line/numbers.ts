import { UsageError } from "./errors.ts";

/** @throws UsageError unless `text` is a whole number from `least` to `most`. */
export function parseWhole(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new UsageError(`Option ${option} takes a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

const UNIT_SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/**
 * A length of time such as 90s, 15m, 12h, 7d; a bare number is seconds.
 * @returns seconds
 */
export function parseSeconds(option: string, text: string): number {
  const match = /^(\d{1,9})([smhd]?)$/.exec(text);
  if (match === null) throw new UsageError(`Option ${option} takes a time such as 90s, 15m, 12h or 7d, not "${text}".`);
  const unit = (match[2] || "s") as keyof typeof UNIT_SECONDS;
  return Number(match[1]) * UNIT_SECONDS[unit];
}

/**
 * A point in time: unix seconds, or ISO 8601 such as 2026-12-01T12:00:00Z.
 * @returns unix time in seconds
 */
export function parseInstant(option: string, text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  // With its zone: without one, the same text would mean another time on another machine.
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const milliseconds = zoned ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw new UsageError(`Option ${option} takes "now", unix seconds or 2026-12-01T12:00:00Z, not "${text}".`);
  }
  return Math.floor(milliseconds / 1000);
}
