import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { requireChromium } from "./chromium.ts";
import { root } from "./story.ts";

/** Pictures of what a story saw, for a person to look at; git ignores the folder. */
const pictures = join(root, "test-results/pictures");

/** Long enough for what takes a second or two, on a machine that is busy with other tests. */
const PATIENCE_MS = 60_000;

/** A headless Chromium that asks nobody outside for anything. */
export function openBrowser(): Promise<Browser> {
  mkdirSync(pictures, { recursive: true });
  return chromium.launch({
    executablePath: requireChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
}

/** A tab, with every error that the page reports collected. */
export async function openPage(browser: Browser, url: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  return { page, errors };
}

/** Keeps a picture of the whole page. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

/** Connects the development wallet in a role, leaving another role if one is connected. */
export async function connectAs(page: Page, role: string): Promise<void> {
  const account = page.getByRole("button", { name: /^Account: / });
  const connect = page.getByRole("button", { name: "Connect wallet" }).first();
  // A page that was just opened reconnects by itself.
  await account.or(connect).first().waitFor();
  if (await account.isVisible()) {
    await account.click();
    await page.getByRole("menuitem", { name: "Disconnect" }).click();
  }
  await connect.click();
  await page.getByRole("dialog").getByRole("button", { name: role, exact: true }).click();
  await page.getByRole("button", { name: `Account: ${role}` }).waitFor();
}

/** Waits until the newest transaction of this name is done. */
export async function done(page: Page, name: string): Promise<void> {
  const card = page.getByRole("region", { name: "Transactions" }).getByRole("article", { name }).last();
  await card.getByText("Done.").waitFor();
  await card.getByRole("button", { name: `Dismiss ${name}` }).click();
}

/** Draws strokes on the drawing area; points are fractions of its side, from the top left. */
export async function draw(page: Page, strokes: ReadonlyArray<ReadonlyArray<readonly [number, number]>>) {
  const pad = page.getByRole("img", { name: "Drawing area for a digit" });
  const box = await pad.boundingBox();
  if (!box) throw new Error("The drawing area isn't on the page.");
  for (const stroke of strokes) {
    const points = stroke.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
    await page.mouse.move(...points[0]);
    await page.mouse.down();
    for (const point of points.slice(1)) await page.mouse.move(...point, { steps: 8 });
    await page.mouse.up();
  }
}

/** How people draw a seven: a bar, then a slope. */
export const sevenStrokes = [
  [
    [0.25, 0.22],
    [0.75, 0.22],
    [0.45, 0.82],
  ],
] as const;
