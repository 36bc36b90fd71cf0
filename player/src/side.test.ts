import { createExecutor, requestSeed } from "@openimo/runtime";
import { answerSiblings, batchTrace, runTrace } from "@openimo/runtime/dispute";
import { expect, test } from "vitest";
import { compileSmallModel, smallOptions } from "../../runtime/testing/small-model.ts";
import { LastRun } from "./last-run.ts";
import { computeSide } from "./side.ts";

const ITEMS = 5;
const request = { id: 7n, seedSalt: "0x01020304" } as const;

test("a batch's side has the trace of all its items, whichever of them are asked for at the same time", async () => {
  const { model } = await compileSmallModel();
  const inputs = smallOptions().calibration.slice(0, ITEMS);
  const side = await computeSide(model, { inputs, isBatch: true }, request);
  const { hasher, program } = side.disputed;
  const executor = await createExecutor(model);
  const kept: Uint8Array[][] = [];
  for (const input of inputs) kept.push((await executor.trace(input)).tensors.map((bytes) => bytes.slice()));
  const whole = batchTrace(
    hasher,
    kept.map((tensors) => runTrace(hasher, program, tensors)),
  );
  expect(side.trace.root).toEqual(whole.root);
  expect(await answerSiblings(program, side.trace)).toEqual(await answerSiblings(program, whole));
  const order = [3, 0, 4, 0, 2, 1, 3, 3, 1];
  const slots = await Promise.all(order.map((item) => side.trace.items?.runs[item].slot(0)));
  expect(slots.map((slot) => slot?.tensors)).toEqual(order.map((item) => kept[item]));
  expect(side.disputed.seed).toEqual(requestSeed(request.id, request.seedSalt));
  executor.dispose();
  side.dispose();
});

test("of all runs the last one is kept, none is computed beside another, and a failure is no run", async () => {
  const computed: number[] = [];
  let [atOnce, most] = [0, 0];
  let fails = true;
  const runs = new LastRun(async ([item]) => {
    most = Math.max(most, ++atOnce);
    await new Promise(setImmediate);
    atOnce--;
    computed.push(item);
    if (item === 2 && fails) throw new Error("no memory");
    return item;
  });
  const items = [0, 1, 2].map((item) => Uint8Array.of(item));
  expect(await Promise.all([0, 0, 1, 0, 0].map((item) => runs.of(items[item])))).toEqual([0, 0, 1, 0, 0]);
  expect({ computed, most }).toEqual({ computed: [0, 1, 0], most: 1 });
  await expect(runs.of(items[2])).rejects.toThrow("no memory");
  fails = false;
  expect(await Promise.all([runs.of(items[2]), runs.of(items[1])])).toEqual([2, 1]);
});
