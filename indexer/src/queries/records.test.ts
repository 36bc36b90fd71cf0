import { type Database, openDatabase } from "@openimo/oracle/indexing";
import { numberToHex } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Answers } from "../answers.ts";
import { prepare } from "../questions.ts";
import { deleteAbove, insertRows, type Row, row } from "../rows.ts";
import { MIGRATIONS } from "../tables.ts";

const account = (number: number) => numberToHex(number, { size: 20 });
const hash = (number: number) => numberToHex(number, { size: 32 });
const [LIAR, RIVAL] = [3, 4];

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined }, MIGRATIONS);
  await database.query("insert into block values (1, $1, $1, 1000)", [new Uint8Array(32)]);
});
afterAll(() => database.close());

const store = (rows: readonly Row[]) =>
  insertRows(
    database,
    rows.map((each, logIndex) => ({ ...each, blockNumber: 1n, logIndex, timestamp: 1_000 })),
  );

test("a bond counts as lost only in a case that the oracle has opened, and a name is kept whatever it is", async () => {
  const terms = { model_hash: hash(1), fee_asset: account(0), fee_amount: 3n, reward_wei: 2n, package_uri: "" };
  const request = {
    model_id: 5n,
    requester: account(2),
    fee_amount: 3n,
    reward_wei: 2n,
    deadline: 1,
    window_seconds: 1,
  };
  const opened = { request_id: 7n, proposer: account(LIAR), bond_wei: 9n };
  await store([
    row("model", { ...terms, id: 5n, developer: account(1), name: "0xab\0c%_" }),
    row("request", { ...request, id: 7n, bond_wei: 9n }),
    row("answer", { request_id: 7n, operator: account(LIAR), output_hash: hash(3) }),
    row("contradiction", { request_id: 7n, case_id: hash(4), rival: account(RIVAL) }),
    row("court_case", { ...opened, case_id: hash(4) }),
    // Another contract's, which says of it what it likes.
    row("court_case", { ...opened, case_id: hash(5) }),
    row("lost_bond", { case_id: hash(4), claim_id: hash(6), lost_wei: 9n, returned_wei: 0n }),
    row("lost_bond", { case_id: hash(5), claim_id: hash(7), lost_wei: 1_000n, returned_wei: 0n }),
    row("overturning", { request_id: 7n, output_hash: hash(8) }),
    row("ending_final", { request_id: 7n, model_id: 5n, operator: account(RIVAL), fee_amount: 3n }),
  ]);
  const answers = new Answers(database);
  const ask = async (name: "operators" | "models") => (await answers.answer(name, prepare(name, {}))).rows;
  expect(await ask("operators")).toMatchObject([
    { operator: account(LIAR), answers: "1", overturned: "1", lostWei: "9", bondedWei: "0" },
    { operator: account(RIVAL), answers: "0", corrected: "1", earnedWei: "2", lostWei: "0" },
  ]);
  expect(await ask("models")).toMatchObject([{ name: "0xab\uFFFDc%_", revenue: "3", finalCalls: "1" }]);

  await deleteAbove(database, 0n);
  await expect(new Answers(database).answer("again", prepare("models", {}))).rejects.toThrow();
});
