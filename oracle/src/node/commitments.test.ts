import { keccak256 } from "viem";
import { expect, test } from "vitest";
import { COMMITMENT_BLOCKS } from "../limits.ts";
import { Commitments } from "./commitments.ts";
import type { TrackedRequest } from "./request-book.ts";

const ID = 7n;
const HASH = keccak256("0x2a");
const tracked = { id: ID } as TrackedRequest;

test("a commitment can be shown from its block on, for its answer and as long as it counts", () => {
  const commitments = new Commitments();
  const salt = commitments.make(ID, "0x2a");
  expect(salt).toMatch(/^0x[\da-f]{64}$/);
  expect(commitments.saltOf(ID)).toBe(salt);
  expect(commitments.isMined(ID, "0x2a")).toBe(false);
  expect(commitments.mayShow(tracked, HASH, 10n)).toBe(false);
  commitments.mined(ID, 10n);
  commitments.mined(ID, 20n);
  expect(commitments.isMined(ID, "0x2a")).toBe(true);
  // Of a chain that went another way there may be another answer.
  expect(commitments.isMined(ID, "0x2b")).toBe(false);
  expect(commitments.mayShow(tracked, HASH, 10n + COMMITMENT_BLOCKS - 1n)).toBe(true);
  expect(commitments.mayShow(tracked, HASH, 10n + COMMITMENT_BLOCKS)).toBe(false);
  expect(commitments.mayShow(tracked, keccak256("0x2b"), 11n)).toBe(false);
});

test("what is dropped or of another request can't be shown", () => {
  const commitments = new Commitments();
  commitments.make(ID, "0x2a");
  commitments.mined(ID, 10n);
  commitments.mined(8n, 10n);
  expect(commitments.isMined(8n, "0x2a")).toBe(false);
  commitments.drop(ID);
  expect(commitments.saltOf(ID)).toBeUndefined();
  expect(commitments.mayShow(tracked, HASH, 11n)).toBe(false);
});

test("no two salts are alike", () => {
  const commitments = new Commitments();
  expect(commitments.make(ID, "0x2a")).not.toBe(commitments.make(ID, "0x2a"));
});
