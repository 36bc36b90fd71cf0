import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApp, listen, parseListen } from "./http.ts";
import { packageListing } from "./package-listing.ts";
import { newProgress } from "./progress.ts";

const folder = mkdtempSync(join(tmpdir(), "openimo-"));
mkdirSync(join(folder, "package/tensors"), { recursive: true });
writeFileSync(join(folder, "secret"), "secret");
writeFileSync(join(folder, "package/manifest.json"), "{}");
writeFileSync(join(folder, "package/tensors/0.bin"), Buffer.of(1, 2, 3));
symlinkSync(join(folder, "secret"), join(folder, "package/link"));

const progress = newProgress();
const app = createApp(progress, new Map([["0xaa", packageListing(join(folder, "package"))]]));

test("a package's files are served to any origin, for reading", async () => {
  const manifest = await app.request("/packages/0xAA/manifest.json", { headers: { origin: "http://web" } });
  expect(manifest.headers.get("content-type")).toBe("application/json");
  expect(manifest.headers.get("access-control-allow-origin")).toBe("*");
  expect(await manifest.text()).toBe("{}");
  const tensor = await app.request("/packages/0xaa/tensors/0.bin");
  expect(new Uint8Array(await tensor.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
  expect((await app.request("/packages/0xaa/manifest.json", { method: "PUT" })).status).toBe(404);
});

test.each([
  "/packages/0xaa/../secret",
  "/packages/0xaa/%2e%2e/secret",
  "/packages/0xaa/..%2fsecret",
  "/packages/0xaa/tensors/../../secret",
  "/packages/0xaa//manifest.json",
  "/packages/0xaa/link",
  "/packages/0xaa/tensors",
  "/packages/0xbb/manifest.json",
  "/packages/0xaa/",
])("%s is not there", async (path) => {
  const response = await app.request(`http://node${path}`);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain("secret");
});

test("ready is only a node that has read everything a moment ago", async () => {
  expect((await app.request("/livez")).status).toBe(200);
  expect((await app.request("/readyz")).status).toBe(503);
  progress.phase = "ready";
  progress.steppedMs = performance.now();
  expect((await app.request("/readyz")).status).toBe(200);
  progress.steppedMs -= 60_000;
  const silent = await app.request("/readyz");
  expect([silent.status, await silent.text()]).toEqual([503, expect.stringMatching(/^rpc silent: .*\n$/)]);
});

test("a port that is in use is told", async () => {
  const first = await listen(app, "127.0.0.1:0");
  const address = first.url.slice("http://".length);
  await expect(listen(app, address)).rejects.toThrow(`can't listen on ${address}: the port is in use`);
  first.close();
});

test("addresses are host and port", () => {
  expect(parseListen("127.0.0.1:8787")).toEqual({ hostname: "127.0.0.1", port: 8787 });
  expect(parseListen("[::1]:0")).toEqual({ hostname: "::1", port: 0 });
  for (const wrong of ["8787", "localhost", "localhost:", "localhost:65536", "::1:80"]) {
    expect(() => parseListen(wrong)).toThrow("host:port");
  }
});
