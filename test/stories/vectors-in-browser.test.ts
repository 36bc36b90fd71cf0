import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VectorsPage } from "../../runtime/testing/browser/page.ts";
import { openBrowser, openPage } from "../world/browser.ts";
import { root } from "../world/story.ts";
import { buildVectorsPage, serveVectorsPage } from "../world/vectors-page.ts";

/** What `runtime/testing/browser/page.ts` leaves in the page. */
declare const page: VectorsPage;

/** The models take most of it: half a minute on a machine that does nothing else. */
const LONG_MILLISECONDS = 600_000;

const files = readdirSync(join(root, "test/vectors"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));
const models = readdirSync(join(root, "models")).filter((name) => existsSync(join(root, "models", name, "package")));

function casesOf(file: string): number {
  return JSON.parse(readFileSync(join(root, `test/vectors/${file}.json`), "utf8")).cases.length;
}

/** The same number for each engine. */
const byEngines = (count: number) => ({ reference: count, webassembly: count, threads: count });

describe("the runtime in Chromium", () => {
  let browser: Browser;
  let tab: Page;
  let errors: string[];
  let server: Awaited<ReturnType<typeof serveVectorsPage>>;

  beforeAll(async () => {
    await buildVectorsPage();
    server = await serveVectorsPage();
    browser = await openBrowser();
    ({ page: tab, errors } = await openPage(browser, server.url));
    await tab.waitForFunction("globalThis.page !== undefined");
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("has shared memory, without which it would compute on one thread only", async () => {
    expect(await tab.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([true, "function"]);
  });

  it("passes the self-test on two threads", async () => {
    await expect(tab.evaluate(() => page.selfTest())).resolves.toBeUndefined();
  });

  it("computes every vector in the reference, in WebAssembly, and on two threads", {
    timeout: LONG_MILLISECONDS,
  }, async () => {
    expect(files.length).toBeGreaterThan(36);
    const counts = await tab.evaluate((names) => page.runVectors(names), files);
    expect(counts).toEqual(Object.fromEntries(files.map((file) => [file, byEngines(casesOf(file))])));
    const total = files.reduce((sum, file) => sum + casesOf(file), 0);
    console.log(`vectors in Chromium: ${total} cases, three engines`);
  });

  it("reproduces the golden runs of every model", { timeout: LONG_MILLISECONDS }, async () => {
    const counts = await tab.evaluate((names) => page.runGoldens(names), models);
    expect(Object.keys(counts)).toEqual(models);
    for (const model of models) {
      const runs = readdirSync(join(root, "models", model, "package/golden")).length;
      expect(byEngines(runs)).toMatchObject(counts[model]);
      expect(Object.keys(counts[model])).toEqual(expect.arrayContaining(["webassembly", "threads"]));
    }
    console.log(`golden runs in Chromium: ${JSON.stringify(counts)}`);
  });

  it("says so when a vector is wrong", async () => {
    await tab.route("**/vectors/clamp.json", async (route) => {
      const text = readFileSync(join(root, "test/vectors/clamp.json"), "utf8");
      const [, last] = text.match(/"outputBytes":\s*"0x[0-9a-f]*([0-9a-f])"/) ?? [];
      const wrong = text.replace(/("outputBytes":\s*"0x[0-9a-f]*)[0-9a-f]"/, `$1${last === "0" ? "1" : "0"}"`);
      await route.fulfill({ body: wrong, contentType: "application/json" });
    });
    await expect(tab.evaluate(() => page.runVectors(["clamp"]))).rejects.toThrow(/expected "0x.*", found "0x/);
  });

  it("reports no error", () => expect(errors).toEqual([]));
});
