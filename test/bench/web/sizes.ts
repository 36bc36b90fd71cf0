import { gzipSync } from "node:zlib";
import type { Browser, Page, Request } from "playwright-core";

const SETTLED_MS = 1_500;

export type Sizes = { readonly codeBytes: number; readonly fontBytes: number; readonly files: readonly string[] };

/** What a tab loads from the app's own origin while `act` runs: code, styles, page and configuration gzipped, the font apart. */
export async function loadedBy(page: Page, origin: string, act: () => Promise<void>): Promise<Sizes> {
  const addresses = new Set<string>();
  const note = (request: Request) => {
    if (request.url().startsWith(`${origin}/`)) addresses.add(request.url());
  };
  page.on("requestfinished", note);
  await act();
  await page.waitForTimeout(SETTLED_MS);
  page.off("requestfinished", note);
  let [codeBytes, fontBytes] = [0, 0];
  const files: string[] = [];
  for (const address of addresses) {
    const body = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const path = new URL(address).pathname;
    if (path.endsWith(".woff2")) {
      fontBytes += body.length;
      continue;
    }
    const bytes = gzipSync(body, { level: 9 }).length;
    codeBytes += bytes;
    files.push(`${path} ${bytes}`);
  }
  return { codeBytes, fontBytes, files };
}

/** A first visit of the list of models, by somebody who has no wallet. */
export async function firstLoad(browser: Browser, origin: string): Promise<Sizes> {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  const sizes = await loadedBy(page, origin, async () => {
    await page.goto(origin);
    await page.locator("main h2").first().waitFor();
  });
  await context.close();
  return sizes;
}

/** Tells what the policy of the server has stopped: another version of AppKit inserts other styles (`web/serve.ts`). */
function tellStopped(page: Page): void {
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) console.error(`AppKit: ${message.text()}`);
  });
}

/** What comes on top when somebody opens AppKit. The app has to be served with a project id; nobody outside is reached. */
export async function walletLoad(browser: Browser, origin: string): Promise<Sizes> {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  tellStopped(page);
  await page.goto(origin);
  await page.locator("main h2").first().waitFor();
  const sizes = await loadedBy(page, origin, async () => {
    await page.getByRole("button", { name: "Connect wallet" }).click();
    await page.getByRole("button", { name: "More wallets (Reown AppKit)" }).click();
    await page.locator("w3m-modal").waitFor({ state: "attached" });
  });
  await context.close();
  return sizes;
}
