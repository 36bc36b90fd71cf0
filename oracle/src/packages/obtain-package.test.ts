import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { compileSmallModel } from "../../../runtime/testing/small-model.ts";
import { startFileServer, startServer, type TestServer } from "../../testing/package-server.ts";
import { fetchLimited } from "./fetch-limited.ts";
import { obtainPackage, type PackageSupply } from "./obtain-package.ts";
import { PackageCache } from "./package-cache.ts";

const { files, model } = await compileSmallModel();
const { modelHash } = model;
const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function kept(starting: Promise<TestServer>): Promise<TestServer> {
  const server = await starting;
  servers.push(server);
  return server;
}

function supplyOf(): PackageSupply & { readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), "openimo-"));
  const rule = { loopback: true, namedOrigins: [] };
  return { folder, cache: new PackageCache(folder, 2 ** 24), gateways: [], rule };
}

test("a package is fetched once, kept, and fetched again when it is damaged", { timeout: 60_000 }, async () => {
  const server = await kept(startFileServer(files));
  const supply = supplyOf();
  const wanted = { name: "small", modelHash, packageURI: server.origin };
  const first = await obtainPackage(supply, wanted);
  expect(first.model.modelHash).toBe(modelHash);
  expect(server.asked).toHaveLength(files.size);
  await obtainPackage(supply, wanted);
  expect(server.asked).toHaveLength(files.size);

  const weights = join(first.folder, "tensors/0.bin");
  writeFileSync(weights, readFileSync(weights).fill(7));
  const again = await obtainPackage(supply, wanted);
  expect(again.model.constants).toEqual(first.model.constants);
  expect(server.asked).toHaveLength(2 * files.size);
  expect(readdirSync(join(supply.folder, "packages"))).toEqual([modelHash]);
});

test("what can't be had says why, and whether to try again", { timeout: 60_000 }, async () => {
  const supply = supplyOf();
  const wanted = { name: "small", modelHash };
  await expect(obtainPackage(supply, { ...wanted, packageURI: "" })).rejects.toThrow("The registration of small names");
  const away = obtainPackage(supply, { ...wanted, packageURI: "http://127.0.0.1:1/" });
  await expect(away).rejects.toMatchObject({ kind: "tryAgain", message: expect.stringContaining("ECONNREFUSED") });
  const missing = await kept(startFileServer(new Map()));
  const absent = obtainPackage(supply, { ...wanted, packageURI: missing.origin });
  await expect(absent).rejects.toMatchObject({ kind: "failed", message: expect.stringContaining("HTTP status 404") });
  expect(readdirSync(join(supply.folder, "packages"))).toEqual([]);
});

describe("the process that fetches", () => {
  const jobOf = (uri: string) => {
    const out = join(mkdtempSync(join(tmpdir(), "openimo-")), "package");
    const rule = { loopback: true, namedOrigins: [] };
    return { uri, modelHash, rule, gateways: [], maxBytes: 2 ** 24, out };
  };
  const silent = () => undefined;

  test("ends at its memory's limit, in objects and in buffers", { timeout: 60_000 }, async () => {
    const { origin } = await kept(startFileServer(files));
    const limited = (memoryMegabytes: number) =>
      fetchLimited(jobOf(origin), { memoryMegabytes, timeoutSeconds: 60 }, silent);
    await expect(limited(60)).rejects.toThrow("takes more than 60 MB of memory");
    // With so little the process may end before it can say why.
    await expect(limited(4)).rejects.toThrow(/takes more than 4 MB of memory|ended without/);
  });

  test("ends at its time's limit, and when it is not wanted any more", { timeout: 60_000 }, async () => {
    let open = 0;
    const asleep = await kept(
      startServer((_, response) => {
        open += 1;
        response.on("close", () => {
          open -= 1;
        });
      }),
    );
    const limits = { memoryMegabytes: 1_000, timeoutSeconds: 60 };
    await expect(fetchLimited(jobOf(asleep.origin), { ...limits, timeoutSeconds: 4 }, silent)).rejects.toMatchObject({
      kind: "tryAgain",
      message: "Fetching the package takes longer than 4 s.",
    });
    // The first may have been cut off before it asked.
    const before = asleep.asked.length;
    const stop = new AbortController();
    const fetching = fetchLimited(jobOf(asleep.origin), limits, silent, stop.signal);
    await expect.poll(() => asleep.asked.length, { timeout: 45_000 }).toBe(before + 1);
    stop.abort(new Error("stopped"));
    await expect(fetching).rejects.toThrow("stopped");
    await expect.poll(() => open).toBe(0);
  });
});
