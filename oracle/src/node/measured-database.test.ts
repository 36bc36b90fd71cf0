import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../metrics/create-metrics.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { measuredDatabase } from "./measured-database.ts";

let opened: Database;
beforeAll(async () => {
  opened = await openDatabase({ folder: undefined });
});
afterAll(() => opened.close());

test("statements and transactions are counted, and those that fail by what to do about it", async () => {
  const metrics = createMetrics();
  const database = measuredDatabase(opened, metrics.node);
  const value = async (line: string) =>
    Number(
      (await metrics.page()).text
        .split("\n")
        .find((one) => one.startsWith(`${line} `))
        ?.split(" ")
        .at(-1),
    );
  const counts = async () => [
    await value("openimo_database_query_duration_seconds_count"),
    await value("openimo_database_errors_total"),
    await value('openimo_errors_total{where="database",remedy="bug"}'),
  ];
  expect(await database.query("select $1::int4 as number", [7])).toEqual([{ number: 7 }]);
  expect(await counts()).toEqual([1, 0, 0]);
  await expect(database.query("select nothing from nowhere")).rejects.toThrow("nowhere");
  expect(await counts()).toEqual([2, 1, 1]);
  const moved = database.transaction(async ({ query }) => query<{ two: number }>("select 2 as two"));
  expect(await moved).toEqual([{ two: 2 }]);
  expect(await counts()).toEqual([3, 1, 1]);
});
