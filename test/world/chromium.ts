/**
 * A Chromium for the tests: named by `CHROMIUM_PATH`, at one of the usual places, or installed where that is possible.
 *
 * Run as a program it prints the path, installing if need be, or says exactly what to install and fails.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a Chromium that is already there. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH=${named}: there is no such file.`);
    return named;
  }
  return [...usualPlaces, chromium.executablePath()].find((path) => existsSync(path));
}

function attempt(command: string, args: readonly string[]): void {
  console.error(`No Chromium found. Trying: ${command} ${args.join(" ")}`);
  try {
    execFileSync(command, args, {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  } catch {
    // The next way, or the message at the end, tells what to do.
  }
}

function install(): string | undefined {
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    attempt("apt-get", ["update", "-q"]);
    attempt("apt-get", ["install", "-qy", "--no-install-recommends", "chromium"]);
    const found = findChromium();
    if (found) return found;
  }
  const playwright = dirname(createRequire(import.meta.url).resolve("playwright-core/package.json"));
  attempt(process.execPath, [join(playwright, "cli.js"), "install", "chromium"]);
  return findChromium();
}

/** @throws Error that says what to install. */
export function requireChromium(): string {
  const path = findChromium() ?? install();
  if (path) return path;
  throw new Error(
    "The browser tests need Chromium and none was found or could be installed. " +
      "Install it (Debian, Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium) " +
      "or name one: CHROMIUM_PATH=/path/to/chromium npm test",
  );
}

if (process.argv[1]?.endsWith("chromium.ts")) {
  try {
    console.log(requireChromium());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
