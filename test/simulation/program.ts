import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { root } from "../world/root.ts";

/**
 * Pauses of the node, in milliseconds, where blocks come ten times as quickly as on any chain. Whatever is counted in blocks or by the
 * chain's clock is as it is.
 */
const QUICK_PAUSES: Readonly<Record<string, number>> = {
  PROVIDER_COOLDOWN_FIRST_MS: 100,
  PROVIDER_COOLDOWN_LONGEST_MS: 1_000,
  PROVIDER_EVICTION_MS: 10_000,
  RPC_BACKOFF_FIRST_MS: 50,
  RPC_BACKOFF_LONGEST_MS: 500,
  RETRY_FIRST_MS: 100,
  RETRY_LONGEST_MS: 1_500,
  MONEY_INTERVAL_MS: 500,
  POLL_LEAST_MS: 10,
  SUGGESTED_FEE_MS: 3_000,
};

const THREAD = 'new URL("../../../bin/side-thread.js", import.meta.url)';

/**
 * The real `openimo` in two files, the program and the thread of a dispute's side, so that both start in a fifth of the time: a run
 * starts them a dozen times.
 * @param isQuick Whether its pauses are those of a chain whose blocks come quickly.
 * @returns The program's path.
 */
export async function buildProgram(isQuick: boolean): Promise<string> {
  const folder = join(root, "test-results/simulation", isQuick ? "quick" : "usual");
  mkdirSync(folder, { recursive: true });
  const thread = join(folder, "side-thread.mjs");
  const program = join(folder, "openimo.mjs");
  const bundle = (entry: string, outfile: string, footer: string) =>
    build({
      entryPoints: [join(root, "oracle/src", entry)],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "error",
      // They bring files of their own that they look for beside them.
      external: ["@electric-sql/pglite", "@electric-sql/pglite-prepopulatedfs", "pg", "pino"],
      banner: { js: 'import{createRequire as __r}from"node:module";const require=__r(import.meta.url);' },
      footer: { js: footer },
      plugins: [places(thread, isQuick ? QUICK_PAUSES : {})],
    });
  await bundle("main.ts", program, "await main(process.argv.slice(2));");
  const start = 'import{parentPort as __p,workerData as __w}from"node:worker_threads";runSideThread(__p,__w);';
  await bundle("node/disputes/side-thread.ts", thread, start);
  return program;
}

/** The place of a source file stays what it was, except for that of the thread; and pauses are what they shall be. */
function places(thread: string, pauses: Readonly<Record<string, number>>): Plugin {
  return {
    name: "places",
    setup({ onLoad }) {
      onLoad({ filter: /\/(oracle|runtime|contracts)\/.*\.ts$/ }, async ({ path }) => {
        if (path.includes("/node_modules/")) return undefined;
        let text = await readFile(path, "utf8");
        if (path.endsWith("/side-host.ts")) {
          if (!text.includes(THREAD)) throw new Error("The thread of a side is started in another way.");
          text = text.replace(THREAD, `new URL(${JSON.stringify(pathToFileURL(thread).href)})`);
        }
        if (path.endsWith("/oracle/src/limits.ts")) text = withPauses(text, pauses);
        const place = JSON.stringify(pathToFileURL(path).href);
        return { contents: text.replaceAll("import.meta.url", place), loader: "ts" };
      });
    },
  };
}

function withPauses(text: string, pauses: Readonly<Record<string, number>>): string {
  let changed = text;
  for (const [name, milliseconds] of Object.entries(pauses)) {
    const line = new RegExp(`^export const ${name} = [\\d_]+;$`, "m");
    if (!line.test(changed)) throw new Error(`oracle/src/limits.ts has no ${name}.`);
    changed = changed.replace(line, `export const ${name} = ${milliseconds};`);
  }
  return changed;
}
