import { hexToBytes, pad, toHex, zeroAddress, zeroHash } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Request } from "../chain/request.ts";
import { encodeTerms } from "../chain/request-id.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { rollBack } from "./roll-back.ts";
import { closeCase, readWatched } from "./watched-requests.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined });
});
afterAll(() => database.close());

const word = (value: bigint) => hexToBytes(pad(toHex(value), { size: 32 }));
const request: Request = {
  ...{ modelId: 1n, requester: zeroAddress, nonce: 0n, inputHash: zeroHash, callbackContract: zeroAddress },
  ...{ callbackGasLimit: 0n, callbackDataHash: zeroHash, feeAmount: 1n, operatorRewardWei: 1n, callbackFeeWei: 0n },
  ...{ bondWei: 1n, deadline: 5, windowSeconds: 60, deliverAt: 0, blockNumber: 3n },
};

async function store(id: bigint, { answered = false, disputed = false, ended = false }): Promise<void> {
  const { query } = database;
  const place = [id, word(100n + id), 0];
  const terms = hexToBytes(encodeTerms(request));
  const sql = "insert into request (id, block_number, block_hash, log_index, terms) values ($1, $5, $2, $3, $4)";
  await query(sql, [...place, terms, id]);
  if (answered) await query("insert into answer values (8, $2, $3, $1, $4, $4)", [...place, word(9n)]);
  if (disputed) await query("insert into court_case values ($4, 9, $2, $3, $1)", [...place, word(id)]);
  if (ended) await query("insert into ending values ($1, 9, $2, $3, 'final')", place);
}

const watchedIds = async (most = 100) => {
  const { requests, cases } = await readWatched(database, most);
  return { requests: requests.map(({ id }) => id), cases: cases.map(({ id }) => id) };
};

test("of what was read before, what may still need something is watched, the weightiest first", async () => {
  await store(1n, { answered: true, disputed: true, ended: true });
  await store(2n, { answered: true, ended: true });
  await store(3n, {});
  await store(4n, { answered: true });
  expect(await watchedIds()).toEqual({ requests: [1n, 3n, 4n], cases: [1n] });
  // The newest request is asked by anybody who pays; an answer and a dispute weigh more.
  expect(await watchedIds(2)).toEqual({ requests: [1n, 4n], cases: [1n] });
});

test("a case in which no bond is left is not played again, unless its end is undone", async () => {
  await closeCase(database, 1n, 20n);
  expect(await watchedIds()).toEqual({ requests: [3n, 4n], cases: [] });
  await database.transaction((queries) => rollBack(queries, 20n));
  expect(await watchedIds()).toEqual({ requests: [3n, 4n], cases: [] });
  await database.transaction((queries) => rollBack(queries, 19n));
  expect(await watchedIds()).toEqual({ requests: [1n, 3n, 4n], cases: [1n] });
});
