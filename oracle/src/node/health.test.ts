import { describe, expect, test } from "vitest";
import { LIVE_SILENCE_MS, READY_SILENCE_MS } from "../limits.ts";
import { liveness, readiness } from "./health.ts";
import { createApp } from "./http.ts";
import { newProgress, type Progress } from "./progress.ts";

const NOW = 10_000_000;

function progress(changes: Partial<Progress> = {}): Progress {
  const ready = { phase: "ready", steppedMs: NOW, triedMs: NOW, pollMs: 250 } as const;
  return { ...newProgress(), ...ready, balanceWei: 10n, balanceFloorWei: 10n, ...changes };
}

describe("ready", () => {
  test.each<[string, Partial<Progress>, string[]]>([
    ["is a node that has just looked", {}, []],
    ["is one that looked a moment ago", { steppedMs: NOW - READY_SILENCE_MS - 250 }, []],
    ["is none that hasn't looked for longer", { steppedMs: NOW - READY_SILENCE_MS - 251 }, ["rpc silent"]],
    ["is none that starts", { phase: "starting" }, ["starting"]],
    ["is none that catches up", { phase: "catching up" }, ["catching up"]],
    ["is none that lost its RPC", { phase: "rpc lost", steppedMs: 0 }, ["rpc lost"]],
    ["is none that stops", { phase: "stopping" }, ["stopping"]],
    ["is none that can't pay for a dispute", { balanceWei: 9n }, ["balance below its floor"]],
    ["tells all that is wrong", { phase: "rpc lost", balanceWei: 9n }, ["rpc lost", "balance below its floor"]],
    ["is one whose balance isn't known yet", { balanceWei: null }, []],
  ])("%s", (_name, changes, begins) => {
    const { isWell, reasons } = readiness(progress(changes), NOW);
    expect(reasons.map((reason) => reason.split(":")[0])).toEqual(begins);
    expect(isWell).toBe(begins.length === 0);
  });
});

test.each<[string, Partial<Progress>, boolean]>([
  ["steps", {}, true],
  ["is in a long step", { triedMs: NOW - LIVE_SILENCE_MS }, true],
  ["hangs", { triedMs: NOW - LIVE_SILENCE_MS - 1 }, false],
  ["has no chain yet", { phase: "starting", triedMs: 0 }, true],
  ["lost its RPC", { phase: "rpc lost" }, true],
])("a node that %s lives: %s", (_name, changes, expected) => {
  expect(liveness(progress(changes), NOW).isWell).toBe(expected);
});

test("HTTP tells health as text, and as JSON to whoever asks for it", async () => {
  const starting = newProgress();
  const app = createApp(starting, new Map());
  const text = await app.request("/readyz");
  expect([text.status, await text.text()]).toEqual([503, expect.stringMatching(/^starting: .*\n$/)]);
  const json = await app.request("/readyz", { headers: { accept: "application/json" } });
  expect([json.status, await json.json()]).toEqual([
    503,
    { ready: false, reasons: [expect.stringMatching(/^starting/)] },
  ]);
  const live = await app.request("/livez", { headers: { accept: "application/json" } });
  expect([live.status, await live.json()]).toEqual([200, { alive: true, reasons: [] }]);
  const status = await (await app.request("/status")).json();
  expect(status).toMatchObject({ phase: "starting", isReady: false, balanceWei: null });
  expect(status).not.toHaveProperty("triedMs");
  expect((await app.request("/metrics")).status).toBe(404);
});
