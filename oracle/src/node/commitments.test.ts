import { keccak256 } from "viem";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { COMMITMENT_BLOCKS } from "../limits.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { Commitments } from "./commitments.ts";

const ACCOUNT = "0x1111111111111111111111111111111111111111";
const ID = 2n ** 255n + 7n;
const HASH = keccak256("0x2a");
const tracked = { id: ID };

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined });
});
beforeEach(() => database.query("delete from commitment"));
afterAll(() => database.close());

const open = () => Commitments.open(database, ACCOUNT);

test("a commitment can be shown from its block on, for its answer and as long as it counts", async () => {
  const commitments = await open();
  const salt = await commitments.make(ID, "0x2a");
  expect(salt).toMatch(/^0x[\da-f]{64}$/);
  expect(commitments.saltOf(ID)).toBe(salt);
  expect(commitments.isMined(ID, "0x2a")).toBe(false);
  expect(commitments.mayShow(tracked, HASH, 10n)).toBe(false);
  await commitments.mined(ID, 10n);
  expect(commitments.isMined(ID, "0x2a")).toBe(true);
  // Of a chain that went another way there may be another answer.
  expect(commitments.isMined(ID, "0x2b")).toBe(false);
  expect(commitments.mayShow(tracked, HASH, 10n + COMMITMENT_BLOCKS - 1n)).toBe(true);
  expect(commitments.mayShow(tracked, HASH, 10n + COMMITMENT_BLOCKS)).toBe(false);
  expect(commitments.mayShow(tracked, keccak256("0x2b"), 11n)).toBe(false);
});

test("a later process knows salt, answer and block, and another account's nothing", async () => {
  const before = await open();
  const salt = await before.make(ID, "0x2a");
  const early = await open();
  expect([early.saltOf(ID), early.isMined(ID, "0x2a")]).toEqual([salt, false]);
  await before.mined(ID, 10n);
  const later = await open();
  expect([later.saltOf(ID), later.isMined(ID, "0x2a"), later.mayShow(tracked, HASH, 11n)]).toEqual([salt, true, true]);
  const other = await Commitments.open(database, "0x2222222222222222222222222222222222222222");
  expect(other.saltOf(ID)).toBeUndefined();
});

test("one whose block is gone can't be shown until it is mined again, and then counts from there", async () => {
  const commitments = await open();
  await commitments.make(ID, "0x2a");
  await commitments.mined(ID, 10n);
  await commitments.unmined(ID);
  expect(commitments.mayShow(tracked, HASH, 11n)).toBe(false);
  expect((await open()).isMined(ID, "0x2a")).toBe(false);
  await commitments.mined(ID, 12n);
  expect(commitments.mayShow(tracked, HASH, 12n + COMMITMENT_BLOCKS - 1n)).toBe(true);
});

test("what is dropped or of another request can't be shown", async () => {
  const commitments = await open();
  await commitments.make(ID, "0x2a");
  await commitments.mined(ID, 10n);
  await commitments.mined(8n, 10n);
  expect(commitments.isMined(8n, "0x2a")).toBe(false);
  await commitments.drop(ID);
  expect(commitments.saltOf(ID)).toBeUndefined();
  expect(commitments.mayShow(tracked, HASH, 11n)).toBe(false);
  expect((await open()).saltOf(ID)).toBeUndefined();
});

test("a new answer takes the place of the one before, with a salt of its own", async () => {
  const commitments = await open();
  const first = await commitments.make(ID, "0x2a");
  await commitments.mined(ID, 10n);
  const second = await commitments.make(ID, "0x2b");
  expect(second).not.toBe(first);
  expect([commitments.saltOf(ID), commitments.isMined(ID, "0x2b")]).toEqual([second, false]);
  expect((await open()).saltOf(ID)).toBe(second);
});
