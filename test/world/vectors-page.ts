import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { root } from "./story.ts";

/** A page of the tests: its source, and where it is built. */
type TestPage = { readonly source: string; readonly built: string };

const VECTORS: TestPage = {
  source: join(root, "runtime/testing/browser"),
  built: join(root, "test-results/vectors-page"),
};
/** Runs the web app's own verification. */
export const VERIFICATION: TestPage = {
  source: join(root, "test/world/verification-page"),
  built: join(root, "test-results/verification-page"),
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
};

/** As the web app's policy, and isolated from other origins: else a page has no shared memory. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; img-src data:",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Bundles a page, the one that runs the vectors if none is named, as the web app is bundled, for the same browsers. */
export async function buildVectorsPage({ source, built }: TestPage = VECTORS): Promise<void> {
  const vite = dirname(createRequire(join(root, "web/package.json")).resolve("vite/package.json"));
  const targets = ["chrome123", "firefox121", "safari17.5"].flatMap((target) => ["--target", target]);
  const flags = ["--outDir", built, "--emptyOutDir", "--assetsInlineLimit", "0", "--logLevel", "warn"];
  await promisify(execFile)(process.execPath, [join(vite, "bin/vite.js"), "build", source, ...targets, ...flags]);
}

/** Serves the page, and beside it the vectors and the models' packages. */
export async function serveVectorsPage({ built }: TestPage = VECTORS) {
  const server = createServer(async (request, response) => {
    const path = normalize(request.url ?? "/");
    const body = await readFile(fileOf(path, built)).catch(() => null);
    const type = TYPES[path === "/" ? ".html" : extname(path)] ?? "application/octet-stream";
    response.writeHead(body === null ? 404 : 200, { ...HEADERS, "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fileOf(path: string, built: string): string {
  if (path.startsWith("/vectors/")) return join(root, "test", path);
  if (path.startsWith("/models/")) return join(root, path);
  return join(built, path === "/" ? "index.html" : path);
}
