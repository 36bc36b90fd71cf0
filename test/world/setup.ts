import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Runs once before the stories: two files at a time would build the web app into the same folder. */
export function setup(): void {
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  const tsx = createRequire(import.meta.url).resolve("tsx/cli");
  execFileSync(process.execPath, [tsx, join(import.meta.dirname, "build-web.ts")], { env, stdio: "inherit" });
}
