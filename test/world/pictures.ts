import type { Page } from "playwright-core";
import { picture } from "./browser.ts";

const DESKTOP = { width: 1280, height: 900 } as const;
const PHONE = { width: 390, height: 844 } as const;

/** Keeps pictures of a page as it is on a desk and on a phone, light and dark. */
export async function pictures(page: Page, name: string): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [device, size] of [
      ["desktop", DESKTOP],
      ["phone", PHONE],
    ] as const) {
      await page.setViewportSize(size);
      await picture(page, `${name}-${device}-${scheme}`);
    }
  }
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: null });
}

/** Whether everything fits the width of a phone. */
export async function fitsPhone(page: Page): Promise<boolean> {
  await page.setViewportSize(PHONE);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  await page.setViewportSize(DESKTOP);
  return fits;
}
