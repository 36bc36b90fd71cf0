import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseGolden, promptBytes } from "@openimo/runtime";
import type { Browser, Page } from "playwright-core";
import { type Hex, toHex } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { computeAnswer } from "../../web/src/verification/compute.ts";
import { openBrowser, openPage } from "../world/browser.ts";
import { root } from "../world/story.ts";
import { buildVectorsPage, serveVectorsPage, VERIFICATION } from "../world/vectors-page.ts";
import type { PlainJob, VerificationPage } from "../world/verification-page/page.ts";

/** What `test/world/verification-page/page.ts` leaves in the page. */
declare const page: VerificationPage;

/** Of a longer answer so many bits are changed, evenly spread; of a shorter one each. */
const MOST_BITS = 400;
const REQUEST = "1234567890123456789012345678901234567890";

describe("the web app's verification in Chromium", { sequential: true }, () => {
  let browser: Browser;
  let tab: Page;
  let errors: string[];
  let server: Awaited<ReturnType<typeof serveVectorsPage>>;
  let [runs, tampered] = [0, 0];

  beforeAll(async () => {
    await buildVectorsPage(VERIFICATION);
    server = await serveVectorsPage(VERIFICATION);
    browser = await openBrowser();
    ({ page: tab, errors } = await openPage(browser, server.url));
    await tab.waitForFunction("globalThis.page !== undefined");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const load = async (name: string) => (await loadLocalPackage(join(root, "models", name, "package"))).model;

  async function jobOf(name: string, input: Hex): Promise<PlainJob> {
    const { programRoot, weightsRoot } = await load(name);
    const packageAddress = `${server.url}models/${name}/package/`;
    const common = { requestId: REQUEST, seedSalt: "0x00000000", isBatch: false } as const;
    return { ...common, packageAddress, programRoot, weightsRoot, inputs: [input] };
  }

  /** The right answer is right, and wrong with any one bit changed. */
  async function judged(job: PlainJob, expected: Hex): Promise<void> {
    const all = (expected.length - 2) * 4;
    const step = Math.max(1, all / MOST_BITS);
    const bits = Array.from({ length: Math.min(all, MOST_BITS) }, (_, i) => Math.floor(i * step));
    const count = await tab.evaluate((args) => page.judge(...args), [job, expected, bits] as const);
    expect(count).toEqual({ right: 1, wrong: bits.length });
    runs++;
    tampered += bits.length;
  }

  it.each(["digits", "guardian", "painter"])(
    "agrees with every golden run of %s, and with no changed bit",
    async (name) => {
      const folder = join(root, "models", name, "package/golden");
      for (const file of readdirSync(folder)) {
        const { input, answer } = parseGolden(file, readFileSync(join(folder, file)));
        await judged(await jobOf(name, toHex(input)), toHex(answer));
      }
    },
  );

  it("agrees with Node about a story that is drawn by the request's seed", async () => {
    const model = await load("storyteller");
    const input = toHex(promptBytes(model, "In the beginning"));
    const job = await jobOf("storyteller", input);
    await judged(job, await computeAnswer(model, { ...job, requestId: BigInt(REQUEST) }, () => {}));
  });

  it("can't verify what isn't the registered model", async () => {
    const job = await jobOf("digits", `0x${"00".repeat(784)}`);
    const other = { ...job, weightsRoot: `0x${"11".repeat(32)}` } as const;
    await expect(tab.evaluate((args) => page.judge(...args), [other, "0x00", [0]] as const)).rejects.toThrow(
      /CannotVerifyError|0x/,
    );
  });

  it("has judged more than a thousand changed answers", () => {
    expect(runs).toBeGreaterThan(50);
    expect(tampered).toBeGreaterThan(1_000);
    console.log(`verification in Chromium: ${runs} answers, ${tampered} with a changed bit`);
    expect(errors).toEqual([]);
  });
});
