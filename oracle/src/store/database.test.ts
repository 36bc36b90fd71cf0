import { expect, test } from "vitest";
import { describeDatabases } from "../../../test/world/databases.ts";
import { openDatabase } from "./database.ts";

describeDatabases("the store", (newPlace) => {
  test("what was written is there when the folder is opened again, with its types", async () => {
    const place = await newPlace();
    const first = await openDatabase(place);
    await first.query("create table thing (amount numeric(78, 0), count int8, bytes bytea, at timestamptz)");
    const at = new Date(1_700_000_000_000);
    const values = [2n ** 255n, 2n ** 60n, Uint8Array.of(1, 2), at];
    await first.query("insert into thing values ($1, $2, $3, $4)", values);
    await first.close();
    const second = await openDatabase(place);
    const rows = await second.query<Record<string, unknown>>("select * from thing");
    expect(rows).toHaveLength(1);
    expect(Object.values(rows[0] ?? {})).toEqual(values);
    await second.close();
  });

  test("a transaction that fails leaves nothing", async () => {
    const database = await openDatabase(await newPlace());
    await database.query("create table thing (n int)");
    const work = database.transaction(async ({ query }) => {
      await query("insert into thing values (1)");
      throw new Error("no");
    });
    await expect(work).rejects.toThrow("no");
    expect(await database.query("select * from thing")).toEqual([]);
    await database.close();
  });

  test("tables of a newer version are refused", async () => {
    const place = await newPlace();
    const first = await openDatabase(place);
    await first.query("insert into migration values (1000, 'later')");
    await first.close();
    await expect(openDatabase(place)).rejects.toThrow("newer version");
  });
});
