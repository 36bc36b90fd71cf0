import { expect, test } from "vitest";
import { placeInRound } from "./round-place.ts";

test.each([
  [5n, 10n, 7n, true, { guaranteed: 5n, inPublic: 0n }],
  [5n, 5n, 5n, true, { guaranteed: 5n, inPublic: 0n }],
  [8n, 10n, 7n, true, "maximum"],
  [8n, 5n, 7n, true, "full"],
  [8n, 5n, 7n, false, { guaranteed: 5n, inPublic: 3n }],
  [8n, 5n, 4n, false, "maximum"],
  [8n, 0n, 0n, false, { guaranteed: 0n, inPublic: 8n }],
])("%s with room for %s and %s left for the account (whole: %s) is %o", (amount, room, left, whole, expected) => {
  expect(placeInRound(amount, room, left, whole)).toEqual(expected);
});
