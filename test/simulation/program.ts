import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../world/root.ts";

const outfile = join(root, "test-results/simulation/openimo.mjs");

/**
 * The real `openimo` in one file, so that it starts in a fifth of the time: a run starts it a dozen times.
 * @returns The file's path.
 */
export async function buildProgram(): Promise<string> {
  await build({
    entryPoints: [join(root, "oracle/src/main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    // They bring files of their own that they look for beside them.
    external: ["@electric-sql/pglite", "pg", "pino"],
    banner: { js: 'import{createRequire as __r}from"node:module";const require=__r(import.meta.url);' },
    footer: { js: "await main(process.argv.slice(2));" },
    plugins: [
      {
        name: "the place of a source file stays what it was",
        setup({ onLoad }) {
          onLoad({ filter: /\/(oracle|runtime|contracts)\/.*\.ts$/ }, async ({ path }) => {
            if (path.includes("/node_modules/")) return undefined;
            const text = await readFile(path, "utf8");
            const place = JSON.stringify(pathToFileURL(path).href);
            return { contents: text.replaceAll("import.meta.url", place), loader: "ts" };
          });
        },
      },
    ],
  });
  return outfile;
}
