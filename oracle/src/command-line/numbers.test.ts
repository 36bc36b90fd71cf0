import { expect, test } from "vitest";
import { UsageError } from "./errors.ts";
import { parseInstant, parseSeconds, parseWhole } from "./numbers.ts";

test.each([
  ["90", 90],
  ["90s", 90],
  ["15m", 900],
  ["12h", 43_200],
  ["7d", 604_800],
])("%s is %d seconds", (text, seconds) => {
  expect(parseSeconds("--duration", text)).toBe(seconds);
});

test.each(["", "d", "1.5h", "-1", "1w", "1 d"])("%j is no length of time", (text) => {
  expect(() => parseSeconds("--duration", text)).toThrow(UsageError);
});

test.each([
  ["1764590400", 1_764_590_400],
  ["2025-12-01T12:00:00Z", 1_764_590_400],
  ["2025-12-01T13:00:00+01:00", 1_764_590_400],
])("%s is %d", (text, seconds) => {
  expect(parseInstant("--start", text)).toBe(seconds);
});

// Without a zone it would mean another time on every machine.
test.each(["tomorrow", "2025-12-01T12:00:00", "2025-12-01", "12/1/2025", ""])("%j is no point in time", (text) => {
  expect(() => parseInstant("--start", text)).toThrow(UsageError);
});

test.each(["-1", "1.5", "11", "", "x", "1e1"])("%j is not from 0 to 10", (text) => {
  expect(() => parseWhole("--limit", text, 0, 10)).toThrow("a whole number from 0 to 10");
});
