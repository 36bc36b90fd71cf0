import type { Page } from "playwright-core";
import { complaints, overflow } from "./accessibility.ts";
import { picture } from "./browser.ts";

export const LANGUAGES = ["en", "es", "pt-BR"] as const;
const THEMES = ["light", "dark"] as const;
const DEVICES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
/** The width at which nothing may need scrolling in two directions (WCAG 2.2, 1.4.10). */
const NARROW = { width: 320, height: 800 } as const;

/** Chooses a language in the page's footer, and waits until the page speaks it. */
export async function speak(page: Page, language: (typeof LANGUAGES)[number]): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) === language) return;
  await page.locator("footer select").selectOption(language);
  await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
}

/** Looks at a page with `examine`. @throws Error with all that it found. */
export async function pictures(page: Page, name: string): Promise<void> {
  const found = await examine(page, name);
  if (found.length > 0) throw new Error(found.join("\n"));
}

/**
 * Keeps pictures of a page as it is, and has axe judge it, in each language, light and dark, by turns on a desk and on a phone. The
 * page stays as it is, in English, on a desk.
 * @param everyDevice Keeps pictures of each language and theme on both devices.
 * @returns What axe complains of, and what doesn't fit into 320 pixels.
 */
export async function examine(page: Page, name: string, everyDevice = false): Promise<string[]> {
  const found: string[] = [];
  for (const [i, language] of LANGUAGES.entries()) {
    await speak(page, language);
    for (const [j, theme] of THEMES.entries()) {
      // Without motion a colour is what it is at once, not on its way from the other theme.
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      for (const [k, [device, size]] of Object.entries(DEVICES).entries()) {
        const isTurn = (i + j) % 2 === k;
        if (!isTurn && !everyDevice) continue;
        await page.setViewportSize(size);
        await picture(page, `${name}-${language}-${device}-${theme}`);
        if (!isTurn) continue;
        for (const complaint of await complaints(page)) found.push(`${language}, ${theme}, ${device}: ${complaint}`);
      }
    }
    await page.setViewportSize(NARROW);
    for (const wide of await overflow(page)) found.push(`${language}, 320 pixels: ${wide}`);
  }
  await speak(page, "en");
  await page.setViewportSize(DEVICES.desktop);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return found.map((what) => `${name}, ${what}`);
}

/** Whether everything fits the width of a phone. */
export async function fitsPhone(page: Page): Promise<boolean> {
  await page.setViewportSize(DEVICES.phone);
  const wide = await overflow(page);
  await page.setViewportSize(DEVICES.desktop);
  return wide.length === 0;
}
