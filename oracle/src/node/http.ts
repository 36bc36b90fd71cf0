import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { type ServerType, serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { toJson } from "../command-line/print.ts";
import { type Health, liveness, readiness } from "./health.ts";
import type { Progress } from "./progress.ts";

/** Package files by model hash, then by path. */
export type PackageListings = ReadonlyMap<string, ReadonlyMap<string, string>>;

const TYPES: Readonly<Record<string, string>> = {
  json: "application/json",
  md: "text/markdown; charset=utf-8",
};

/** All metrics as Prometheus reads them. */
export type MetricsPage = () => Promise<{ readonly text: string; readonly contentType: string }>;

const JSON_TYPE = "application/json";

/** The readings of this process's clock mean nothing to others. */
function statusOf(progress: Progress) {
  const { steppedMs: _, triedMs: __, work, ...rest } = progress;
  const { isWell, reasons } = readiness(progress, performance.now());
  return { ...rest, work: work(), isReady: isWell, reasons };
}

/** As text a reason a line, as JSON for whoever asks for that. */
function tellHealth(context: Context, { isWell, reasons }: Health, well: string): Response {
  const status = isWell ? 200 : 503;
  if (context.req.header("accept")?.includes(JSON_TYPE)) return context.json({ [well]: isWell, reasons }, status);
  return context.text(`${isWell ? well : reasons.join("\n")}\n`, status);
}

/**
 * The node's own HTTP: whether it lives, where it stands, its metrics, and the packages that it serves from. Reading only.
 * @param metrics Undefined where only packages are served.
 */
export function createApp(progress: Progress, packages: PackageListings, metrics?: MetricsPage): Hono {
  const app = new Hono();
  app.use("*", cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"] }));
  app.get("/livez", (context) => tellHealth(context, liveness(progress, performance.now()), "alive"));
  app.get("/readyz", (context) => tellHealth(context, readiness(progress, performance.now()), "ready"));
  app.get("/status", (context) => context.body(toJson(statusOf(progress)), 200, { "content-type": JSON_TYPE }));
  if (metrics !== undefined) {
    app.get("/metrics", async (context) => {
      const { text, contentType } = await metrics();
      return context.body(text, 200, { "content-type": contentType });
    });
  }
  app.get("/packages/:modelHash/:path{.+}", async (context) => {
    const { modelHash, path } = context.req.param();
    const file = packages.get(modelHash.toLowerCase())?.get(path);
    if (file === undefined) return context.text("no such file\n", 404);
    const { size } = await stat(file);
    const type = TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    const headers = { "content-type": type, "content-length": String(size), "x-content-type-options": "nosniff" };
    if (context.req.method === "HEAD") return context.body(null, 200, headers);
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, { headers });
  });
  app.notFound((context) => context.text("no such page\n", 404));
  return app;
}

export type Listener = { readonly url: string; readonly close: () => void };

/** @throws UsageError unless `text` is host:port. */
export function parseListen(text: string): { readonly hostname: string; readonly port: number } {
  const match = /^(\[[0-9a-fA-F:]+\]|[^:\s]+):(\d{1,5})$/.exec(text);
  const port = Number(match?.[2] ?? Number.NaN);
  if (match === null || !(port <= 65_535)) throw new UsageError(`Option --listen takes host:port, not "${text}".`);
  return { hostname: match[1].replace(/^\[|\]$/g, ""), port };
}

/**
 * @param listen host:port; port 0 lets the system choose.
 * @throws FailedError when the port is in use.
 */
export function listen(app: Hono, listen: string): Promise<Listener> {
  const { hostname, port } = parseListen(listen);
  return new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch: app.fetch, hostname, port }, (info: AddressInfo) => {
      const host = info.family === "IPv6" ? `[${info.address}]` : info.address;
      resolve({ url: `http://${host}:${info.port}`, close: () => closeAll(server) });
    });
    server.on("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "the port is in use" : (error.code ?? error.message);
      reject(new FailedError(`The node can't listen on ${listen}: ${why}.`, {}, { cause: error }));
    });
  });
}

/** Kept-alive connections would hold the process for seconds. */
function closeAll(server: ServerType): void {
  server.close();
  if ("closeAllConnections" in server) server.closeAllConnections();
}
