import { pino } from "pino";
import { expect, test } from "vitest";
import { createMetrics } from "../../metrics/create-metrics.ts";
import { Dispatcher } from "./dispatcher.ts";

const deed = (key: string, requestId: bigint) => ({ key, kind: "move", requestId, phrase: "move" });

test("what was said of a request's steps is let go of with it", async () => {
  const told: string[] = [];
  const withhold = async ({ key }: { readonly key: string }) => {
    told.push(key);
    return true;
  };
  const dispatcher = new Dispatcher(undefined, withhold, pino({ level: "silent" }), createMetrics().node);
  const send = (key: string, requestId: bigint) => dispatcher.send(deed(key, requestId), async () => undefined, 1n);
  for (const key of ["a", "b"]) await send(key, 1n);
  await send("c", 2n);
  await send("a", 1n);
  expect(told).toEqual(["a", "b", "c"]);
  expect([dispatcher.size, dispatcher.has("a"), dispatcher.has("c")]).toEqual([3, true, true]);
  dispatcher.forget(1n);
  expect([dispatcher.size, dispatcher.has("a"), dispatcher.has("c")]).toEqual([1, false, true]);
  await send("a", 1n);
  expect(told.at(-1)).toBe("a");
});
