import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SideHost } from "./side-host.ts";

const path = join(fileURLToPath(new URL("../../../../", import.meta.url)), "models/digits/package");
const start = {
  path,
  asked: { inputs: [new Uint8Array(784)], isBatch: false },
  request: { id: 1n, seedSalt: "0x00000000" },
} as const;

test("a thread that owes an answer for too long is ended, so that it keeps no other's place", async () => {
  const host = new SideHost(start, 1);
  await expect(host.facts).rejects.toThrow("gave no answer in 0.001 seconds");
  expect(host.isDead).toBe(true);
  await expect(host.reference()).rejects.toThrow("has ended");
});

test("one that is in time goes on", async () => {
  const host = new SideHost(start);
  try {
    const { outputHash } = await host.facts;
    expect(await host.reference()).toBe(outputHash);
    expect([host.isDead, host.isBusy]).toEqual([false, false]);
  } finally {
    await host.end();
  }
});
