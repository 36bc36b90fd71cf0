import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** What the app loads from `/config.json` when it starts. */
export interface WebConfig {
  readonly chainId: number;
  readonly rpcUrl: string;
  /** Reown project id; without it only injected wallets are offered. */
  readonly projectId?: string;
  /** Name of the chain for people. */
  readonly chainName?: string;
  /** Address of a block explorer, without a slash at its end. */
  readonly explorerUrl?: string;
  /** Addresses from which model packages may be fetched, for example `http://127.0.0.1:4000`. */
  readonly packageHosts?: readonly string[];
  /** Where an indexer answers. Without it, or while it is down, lists are read from the chain itself. */
  readonly indexerUrl?: string;
}

export interface ServeWebOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly config: WebConfig;
}

export interface WebServer {
  readonly url: string;
  close(): Promise<void>;
}

const webFolder = dirname(fileURLToPath(import.meta.url));
const distFolder = join(webFolder, "dist");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".png": "image/png",
};

/** Builds `web/dist`, unless it is newer than everything it is made from. */
export async function buildWeb(): Promise<void> {
  if (newestChange(distFolder, oldest) > newestChange(sources(), newest)) return;
  const { build } = await import("vite");
  await build({ root: webFolder, configFile: join(webFolder, "vite.config.ts"), logLevel: "warn" });
}

/**
 * Serves the built app. Call `buildWeb` first.
 * @throws Error that says so when the port is in use or nothing was built.
 */
export async function serveWeb({ port, host, config }: ServeWebOptions): Promise<WebServer> {
  const files = readBuild();
  const headers = securityHeaders(config);
  const configJson: StaticFile = {
    body: Buffer.from(JSON.stringify(config)),
    type: "application/json",
    caching: "no-store",
  };
  const server = createServer((request, response) => {
    const path = decodePath(request);
    const file = path === "/config.json" ? configJson : (files.get(path) ?? fallback(files, path));
    answer(request, response, file, headers);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new Error(`The web app's port ${port} on ${host} is in use.`) : error);
    });
    server.listen(port, host, resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

interface StaticFile {
  readonly body: Buffer;
  readonly gzipped?: Buffer;
  readonly type: string;
  readonly caching: string;
}

/** The whole build, in memory: it is small, and nothing outside of it can ever be read. */
function readBuild(): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const path of filesUnder(distFolder)) {
    const body = readFileSync(path);
    const name = `/${relative(distFolder, path).replaceAll("\\", "/")}`;
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    // Names under /assets/ hold a hash of the content.
    const caching = name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const compressible = /^(text|application\/json|image\/svg)/.test(type);
    files.set(name, { body, type, caching, ...(compressible ? { gzipped: gzipSync(body, { level: 9 }) } : {}) });
  }
  if (!files.has("/index.html")) throw new Error(`${distFolder} holds no build. Run \`npm run build:web\` first.`);
  return files;
}

/** Every path without a file extension is a page of the app. */
function fallback(files: Map<string, StaticFile>, path: string): StaticFile | undefined {
  return extname(path) === "" || path === "/" ? files.get("/index.html") : undefined;
}

function decodePath(request: IncomingMessage): string {
  return (request.url ?? "/").split(/[?#]/)[0] ?? "/";
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  file: StaticFile | undefined,
  headers: Readonly<Record<string, string>>,
): void {
  // Whatever is answered: an error is a page of this origin as well.
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  if (!file) {
    response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    return;
  }
  const gzip = file.gzipped && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  const body = gzip && file.gzipped ? file.gzipped : file.body;
  response.writeHead(200, {
    "content-type": file.type,
    "content-length": body.length,
    "cache-control": file.caching,
    vary: "accept-encoding",
    ...(gzip ? { "content-encoding": "gzip" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** What AppKit talks to, only when a project id is configured. */
const APPKIT_HOSTS = [
  "https://*.walletconnect.com",
  "https://*.walletconnect.org",
  "wss://*.walletconnect.com",
  "wss://*.walletconnect.org",
  "https://*.web3modal.org",
  "https://*.reown.com",
];

/** SHA-256 of the style elements that AppKit 1.8.24 inserts; another version has others, which its browser errors tell. */
const APPKIT_STYLES = [
  "'sha256-zy/WocfDW6J2884ftLA51JHop0YJPUkxMrvxXnq0yK4='",
  "'sha256-Fwu92nzJ+hitaqpvz0u5eQrTZYgEXT1SukSiwTuN2ZY='",
  "'sha256-bQfdwsK3zdAEZbCTz35ifiyJeFnpY5Gup4Y2zFPCnsI='",
  "'sha256-EcLjTgdRPMY6iQ2BT27eCABOJbDaRUhv0XzXtcsDtdI='",
];

/** What the app never asks of a browser, so that no code in it can. */
const FORBIDDEN_FEATURES = ["camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb"];

function securityHeaders(config: WebConfig): Record<string, string> {
  const appKit = config.projectId ? APPKIT_HOSTS : [];
  const indexer = config.indexerUrl ? [config.indexerUrl] : [];
  const hosts = [config.rpcUrl, ...indexer, ...(config.packageHosts ?? [])].map((address) => new URL(address).origin);
  const policy = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'", ...(config.projectId ? APPKIT_STYLES : [])],
    "img-src": ["'self'", "data:", "blob:", ...appKit],
    "font-src": ["'self'", ...appKit],
    "connect-src": ["'self'", ...new Set(hosts), ...appKit],
    "worker-src": ["'self'"],
    "frame-src": appKit.length > 0 ? appKit : ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
  };
  return {
    "content-security-policy": Object.entries(policy)
      .map(([directive, values]) => `${directive} ${values.join(" ")}`)
      .join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    // Wallets open windows that talk back; nobody who opens this page can reach into it.
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": FORBIDDEN_FEATURES.map((feature) => `${feature}=()`).join(", "),
  };
}

function sources(): string[] {
  const root = dirname(webFolder);
  return [
    ...["src", "public", "index.html", "vite.config.ts", "package.json"].map((name) => join(webFolder, name)),
    ...[
      "runtime/src",
      "player/src",
      "contracts/abi",
      "contracts/deployments",
      "contracts/index.ts",
      "contracts/deployment.ts",
    ].map((name) => join(root, name)),
  ];
}

const newest = { start: 0, pick: Math.max };
const oldest = { start: Number.POSITIVE_INFINITY, pick: Math.min };

/** When files were last changed, in milliseconds; 0 when there are none. */
function newestChange(paths: string | readonly string[], rule: typeof newest): number {
  const times = [paths]
    .flat()
    .flatMap(filesUnder)
    .map((path) => statSync(path).mtimeMs);
  return times.length === 0 ? 0 : times.reduce((a, b) => rule.pick(a, b), rule.start);
}

function filesUnder(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}
