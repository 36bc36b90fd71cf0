import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CACHE_STALE_MS } from "../limits.ts";
import { leastRecentlyUsed } from "./least-recently-used.ts";
import { defaultCacheFolder, PackageCache } from "./package-cache.ts";

const hash = (digit: string) => `0x${digit.repeat(64)}`;
const [A, B, C, D] = ["a", "b", "c", "d"].map(hash);

function cacheOf(maxBytes: number) {
  const folder = mkdtempSync(join(tmpdir(), "openimo-"));
  const cache = new PackageCache(folder, maxBytes);
  const put = (modelHash: string, bytes: number) =>
    cache.place(modelHash, async (temporary) => {
      mkdirSync(temporary);
      writeFileSync(join(temporary, "manifest.json"), new Uint8Array(bytes));
    });
  const age = (modelHash: string, seconds: number) => {
    const time = new Date(Date.now() - 1_000 * seconds);
    utimesSync(cache.folderOf(modelHash), time, time);
  };
  const held = () => [A, B, C, D].filter((modelHash) => cache.has(modelHash));
  /** As another process would that has this id. */
  const mark = (modelHash: string, processId: number) => {
    mkdirSync(join(folder, "in-use"), { recursive: true });
    writeFileSync(join(folder, "in-use", `${modelHash}.${processId}`), "");
  };
  return { folder, cache, put, age, held, mark };
}

test("what was used the longest ago is given up for what comes", async () => {
  const { cache, put, age, held } = cacheOf(300);
  for (const [modelHash, seconds] of [
    [A, 10],
    [B, 30],
    [C, 20],
  ] as const) {
    await put(modelHash, 100);
    age(modelHash, seconds);
  }
  await put(D, 150);
  expect(held()).toEqual([A, D]);
  // Being used makes it young.
  age(A, 1_000);
  await cache.use(D);
  await put(B, 100);
  expect(held()).toEqual([B, D]);
});

test("nothing is given up that this process or another living one uses, and a refusal removes nothing", async () => {
  const { folder, cache, put, age, held, mark } = cacheOf(300);
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  for (const modelHash of [A, B, C]) {
    await put(modelHash, 100);
    age(modelHash, 100);
  }
  await cache.use(A);
  mark(B, other.pid ?? 0);
  await expect(put(D, 150)).rejects.toThrow("has no room in the cache");
  expect(held()).toEqual([A, B, C]);
  await put(D, 100);
  expect(held()).toEqual([A, B, D]);
  other.kill();
  await once(other, "exit");
  await cache.use(D);
  await put(C, 100);
  expect(held()).toEqual([A, C, D]);
  expect(readdirSync(join(folder, "in-use")).sort()).toEqual([`${A}.${process.pid}`, `${D}.${process.pid}`]);
});

test("a package that fails to be written is not there, and what a killed process left is removed in time", async () => {
  const { folder, cache, put, held } = cacheOf(300);
  const failing = cache.place(A, async (temporary) => {
    mkdirSync(temporary);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  const [old, young] = [`.${A}-old`, `.${B}-new`].map((name) => join(folder, "packages", name));
  for (const left of [old, young]) mkdirSync(left);
  const time = new Date(Date.now() - CACHE_STALE_MS - 1_000);
  utimesSync(old, time, time);
  await put(C, 10);
  expect(held()).toEqual([C]);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test("two that place the same at the same time both have it", async () => {
  const { put, held } = cacheOf(300);
  await Promise.all([put(A, 100), put(A, 100), put(A, 100)]);
  expect(held()).toEqual([A]);
});

test("marks go with the process that set them", () => {
  const folder = mkdtempSync(join(tmpdir(), "openimo-"));
  const program = `
    import { register } from "tsx/esm/api"; register({ tsconfig: false });
    const { UseMarks } = await import(${JSON.stringify(new URL("use-marks.ts", import.meta.url).href)});
    const marks = new UseMarks(${JSON.stringify(folder)});
    await marks.set("${A}"); await marks.set("${B}");
    console.log([...(await marks.living())].length);
  `;
  const cwd = new URL("../..", import.meta.url);
  expect(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd, encoding: "utf8" })).toBe("2\n");
  expect(readdirSync(folder)).toEqual([]);
});

test("a name that is no hash leads nowhere", async () => {
  const { cache } = cacheOf(300);
  for (const name of ["..", `${A}/..`, A.toUpperCase(), ""])
    expect(() => cache.folderOf(name)).toThrow("no model hash");
});

test("what is enough to give up, and no more", () => {
  const one = (name: string, bytes: number, usedMs: number, inUse = false) => ({ name, bytes, usedMs, inUse });
  const all = [one("a", 5, 3), one("b", 5, 1), one("c", 5, 2, true)];
  expect(leastRecentlyUsed(all, 15)).toEqual([]);
  expect(leastRecentlyUsed(all, 14)).toEqual(["b"]);
  expect(leastRecentlyUsed(all, 5)).toEqual(["b", "a"]);
  expect(leastRecentlyUsed(all, 4)).toBeUndefined();
});

test("the folder is named, the user's, or the home's", () => {
  expect(defaultCacheFolder({ OPENIMO_CACHE_DIR: "/x" })).toBe("/x");
  expect(defaultCacheFolder({ XDG_CACHE_HOME: "/y" })).toBe("/y/openimo");
  expect(defaultCacheFolder({ XDG_CACHE_HOME: "" })).toMatch(/\.cache\/openimo$/);
});
