import { expect, test } from "vitest";
import { ARCHIVE_BYTES } from "../limits.ts";
import { bytesToFetch, parseFetchPolicy } from "./fetch-policy.ts";

const id = (digit: string) => `0x${digit.repeat(64)}`;

test("nothing, what is named, or what is small enough is fetched", () => {
  expect(bytesToFetch(parseFetchPolicy("none"), 1n)).toBeUndefined();
  const named = parseFetchPolicy(`${id("1")}, ${id("2")}`);
  expect([id("1"), id("2"), id("3")].map((each) => bytesToFetch(named, BigInt(each)))).toEqual([
    ARCHIVE_BYTES,
    ARCHIVE_BYTES,
    undefined,
  ]);
  expect(bytesToFetch(parseFetchPolicy("below:25"), 9n)).toBe(25_000_000);
});

test.each(["", "digits", "all", "below:", "below:0", "below:-1", "below:1e9", "below:3000", `${id("1")},digits`])(
  "%j is wrong usage",
  (text) => {
    expect(() => parseFetchPolicy(text)).toThrow(/Option --fetch/);
  },
);
