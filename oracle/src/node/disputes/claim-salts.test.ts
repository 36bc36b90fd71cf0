import { hexToBytes } from "viem";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { COMMITMENT_BLOCKS } from "../../limits.ts";
import { type Database, openDatabase } from "../../store/database.ts";
import { ClaimSalts, COMMIT_CLAIM_KIND } from "./claim-salts.ts";

const ACCOUNT = "0x1111111111111111111111111111111111111111";
const OTHER = "0x2222222222222222222222222222222222222222";
const ID = 2n ** 255n + 7n;

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined });
});
beforeEach(async () => {
  for (const table of ["claim_salt", "intent", "nonce"]) await database.query(`delete from ${table}`);
});
afterAll(() => database.close());

async function open(account: `0x${string}` = ACCOUNT): Promise<ClaimSalts> {
  const salts = new ClaimSalts();
  await salts.recover(database, account);
  return salts;
}

/** What the sender stores of a commitment's transaction. */
async function storeIntent(state: string, minedIn: bigint | null): Promise<void> {
  const account = hexToBytes(ACCOUNT);
  await database.query("delete from intent");
  await database.query("delete from nonce");
  await database.query("insert into nonce (account, nonce, state, block_number) values ($1, 0, $2, $3)", [
    ...[account, minedIn === null ? "open" : "mined", minedIn],
  ]);
  await database.query(
    `insert into intent (account, nonce, key, kind, request_id, recipient, value_wei, gas, priority, state, decided_block)
     values ($1, 0, 'commit claim', $2, $3, $1, 0, 1, 'urgent', $4, 1)`,
    [account, COMMIT_CLAIM_KIND, ID, state],
  );
}

test("a later process has the salt, and knows from which block on the commitment counts", async () => {
  const before = await open();
  const salt = await before.make(ID);
  expect([salt, await before.make(ID), before.saltOf(ID)]).toEqual([
    expect.stringMatching(/^0x[\da-f]{64}$/),
    salt,
    salt,
  ]);
  before.sent(ID);
  expect(before.stageOf(ID)).toBe("sent");
  await before.mined(ID, 10n);
  await before.mined(ID, 20n);
  const later = await open();
  expect([later.saltOf(ID), later.stageOf(ID), later.minedBy(ID, 11n)]).toEqual([salt, "counts", 10n]);
  expect(later.minedBy(ID, 10n + COMMITMENT_BLOCKS)).toBeUndefined();
  expect((await open(OTHER)).saltOf(ID)).toBeUndefined();
});

test.each([
  ["none was stored", undefined, null, "none", undefined],
  ["it is on its way", "sent", null, "sent", undefined],
  ["its block is gone and it is on its way again", "returned", null, "sent", undefined],
  ["a block had it and nobody was there to see", "done", 12n, "counts", 12n],
  ["no RPC took it", "refused", null, "none", undefined],
  ["it was taken back", "replaced", 12n, "none", undefined],
])("a process that ended before it saw the commitment mined finds out of the journal: %s", async (...row) => {
  const [, state, minedIn, stage, minedBy] = row;
  const salt = await (await open()).make(ID);
  if (state !== undefined) await storeIntent(state, minedIn);
  const later = await open();
  expect([later.stageOf(ID), later.minedBy(ID, 13n)]).toEqual([stage, minedBy]);
  // Committing again is to the same, of which the court counts the oldest.
  expect(await later.make(ID)).toBe(salt);
});

test("what is dropped is gone", async () => {
  const salts = await open();
  const salt = await salts.make(ID);
  await salts.drop(ID);
  expect([salts.saltOf(ID), (await open()).saltOf(ID)]).toEqual([undefined, undefined]);
  expect(await salts.make(ID)).not.toBe(salt);
});
