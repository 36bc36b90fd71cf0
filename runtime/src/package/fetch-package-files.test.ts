import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileSmallModel } from "../../testing/small-model.ts";
import { fetchPackageFiles } from "./fetch-package-files.ts";
import { loadPackage } from "./load-package.ts";

const { files, model } = await compileSmallModel();
let sentEndless = 0;
const server = createServer((request, response) => {
  const path = (request.url ?? "").replace("/models/small/", "");
  if (path === "endless") {
    const send = () => {
      do sentEndless += 65536;
      while (!response.destroyed && response.write(new Uint8Array(65536)));
    };
    response.on("drain", send);
    send();
    return;
  }
  const bytes = files.get(path);
  response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
});
let base = "";

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models`;
});
afterAll(() => server.close());

describe("fetchPackageFiles", () => {
  it("loads a package over HTTP, with and without a slash at the end", async () => {
    for (const url of [`${base}/small`, `${base}/small/`]) {
      expect((await loadPackage(fetchPackageFiles(url, fetch))).modelHash).toBe(model.modelHash);
    }
  });

  it("names the file that the server does not have", async () => {
    await expect(loadPackage(fetchPackageFiles(`${base}/other`, fetch))).rejects.toThrow(
      "manifest.json: expected a readable file, found HTTP status 404",
    );
  });

  it("stops reading a body that is longer than allowed", async () => {
    const limit = 2 ** 20;
    const reading = fetchPackageFiles(`${base}/small`, fetch).read("endless", limit);
    await expect(reading).rejects.toThrow(`more than ${limit} bytes`);
    expect(sentEndless).toBeGreaterThan(limit);
    expect(sentEndless).toBeLessThan(64 * limit);
  });

  it("can be aborted", async () => {
    const controller = new AbortController();
    controller.abort();
    const reading = fetchPackageFiles(`${base}/small`, fetch, { signal: controller.signal });
    await expect(reading.read("manifest.json", 1000)).rejects.toThrow("abort");
  });
});
