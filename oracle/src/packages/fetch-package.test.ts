import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { compileSmallModel } from "../../../runtime/testing/small-model.ts";
import { type Block, car, carOf, cidOf, folder, type Link, raw } from "../../testing/archives.ts";
import { startFileServer, startServer, type TestServer } from "../../testing/package-server.ts";
import { fetchPackage } from "./fetch-package.ts";

const { files, model } = await compileSmallModel();
const totalBytes = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
const entries = (under: string): Link[] =>
  [...files].flatMap(([path, bytes]): Link[] =>
    path.startsWith(under) && !path.slice(under.length).includes("/") ? [[path.slice(under.length), raw(bytes)]] : [],
  );
const tree = (...more: readonly Link[]): Block =>
  folder(
    ...entries(""),
    ["golden", folder(...entries("golden/"))],
    ["tensors", folder(...entries("tensors/"))],
    ...more,
  );
const sound = tree();
const archive = new Uint8Array(await carOf(sound));

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function kept(starting: Promise<TestServer>): Promise<TestServer> {
  const server = await starting;
  servers.push(server);
  return server;
}
const serving = (entry: Iterable<readonly [string, Uint8Array]>) => kept(startFileServer(new Map(entry)));

type Wish = { modelHash?: string; maxBytes?: number; gateways?: string[] };

async function fetched(uri: string, { modelHash = model.modelHash, maxBytes = 2 ** 24, gateways = [] }: Wish = {}) {
  const work = mkdtempSync(join(tmpdir(), "openimo-"));
  const out = join(work, "package");
  const rule = { loopback: true, namedOrigins: gateways };
  const progress: [number, number][] = [];
  const fetching = fetchPackage({ uri, modelHash, rule, gateways, maxBytes, out }, (done, total) => {
    progress.push([done, total]);
  });
  return { work, out, fetching, progress };
}

async function refuses(uri: string, sentence: string | RegExp, wish?: Wish): Promise<void> {
  const { work, fetching } = await fetched(uri, wish);
  await expect(fetching).rejects.toThrow(sentence);
  expect(readdirSync(work)).toEqual([]);
}

function written(out: string): Map<string, Uint8Array> {
  const paths = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) => files.has(path));
  return new Map(paths.sort().map((path) => [path, new Uint8Array(readFileSync(join(out, path)))]));
}
const asPlaced = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));

describe("a package is fetched", () => {
  test("file by file, with how far it is", async () => {
    const { origin } = await serving([...files].map(([path, bytes]) => [`small/${path}`, bytes] as const));
    for (const uri of [`${origin}/small`, `${origin}/small/`]) {
      const { out, fetching, progress } = await fetched(uri);
      expect(await fetching).toEqual({ files: files.size, bytes: totalBytes });
      expect(written(out)).toEqual(asPlaced);
      expect(progress.at(-1)).toEqual([totalBytes, totalBytes]);
    }
  });

  test("as an archive, with a query", async () => {
    const { origin } = await serving([["small.car", archive]]);
    const { work, out, fetching } = await fetched(`${origin}/small.car?version=1`);
    expect(await fetching).toEqual({ files: files.size, bytes: totalBytes });
    expect(written(out)).toEqual(asPlaced);
    expect(readdirSync(work)).toEqual(["package"]);
  });

  test("from the first IPFS gateway that has the right blocks", async () => {
    const away = await kept(startServer((_, response) => response.writeHead(504).end()));
    const broken = await kept(startServer((_, response) => response.end(archive.subarray(0, archive.length - 7))));
    const other = new Uint8Array(await carOf(tree(["evil.js", raw("evil")])));
    const lying = await kept(startServer((_, response) => response.end(other)));
    const good = await kept(startServer((_, response) => response.end(archive)));
    const gateways = [away, broken, good, lying].map(({ origin }) => origin);
    const { out, fetching } = await fetched(`ipfs://${sound.cid}`, { gateways });
    await fetching;
    expect(written(out)).toEqual(asPlaced);
    expect(good.asked).toEqual([`/ipfs/${sound.cid}?format=car&dag-scope=all`]);
    expect(lying.asked).toEqual([]);
  });
});

describe("what is refused leaves nothing behind", () => {
  const changed = (path: string, change: (bytes: Uint8Array) => Uint8Array) =>
    serving([...files].map(([name, bytes]) => [name, name === path ? change(bytes) : bytes] as const));

  test("another model's package, before the rest of it is asked for", async () => {
    const server = await serving(files);
    await refuses(server.origin, "the package of another model", { modelHash: `0x${"ab".repeat(32)}` });
    expect(server.asked).toEqual(["/manifest.json"]);
    const packed = await serving([["x.car", archive]]);
    await refuses(`${packed.origin}/x.car`, "another model", { modelHash: `0x${"ab".repeat(32)}` });
  });

  test("a manifest that claims the hash of another model", async () => {
    const claimed = `0x${"ab".repeat(32)}`;
    const lie = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString().replace(model.modelHash, claimed));
    const { origin } = await changed("manifest.json", lie);
    await refuses(origin, "manifest.json: expected modelHash", { modelHash: claimed });
  });

  test("a changed, a shortened, a lengthened and a missing file", async () => {
    const flip = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte));
    await refuses((await changed("tensors/0.bin", flip)).origin, "tensors/0.bin: expected SHA-256");
    await refuses((await changed("tensors/0.bin", (bytes) => bytes.subarray(1))).origin, "tensors/0.bin: expected");
    await refuses((await changed("tensors/0.bin", (bytes) => Buffer.concat([bytes, bytes]))).origin, "more than");
    const without = [...files].filter(([path]) => path !== "README.md");
    await refuses((await serving(without)).origin, "/README.md: HTTP status 404");
  });

  test("a package that is longer than asked for, before its files are", async () => {
    const server = await serving(files);
    await refuses(server.origin, "bytes, more than", { maxBytes: totalBytes - 1 });
    expect(server.asked).toEqual(["/manifest.json"]);
    const packed = await serving([["x.car", archive]]);
    await refuses(`${packed.origin}/x.car`, "more than 1000 bytes", { maxBytes: 1_000 });
  });

  test("files outside of the package", async () => {
    for (const path of ["../evil", "/etc/passwd", "https://models.example/x", "a/../../evil", "%2e%2e/evil"]) {
      const lie = (bytes: Uint8Array) =>
        Buffer.from(Buffer.from(bytes).toString().replace('"tensors/0.bin"', JSON.stringify(path)));
      const server = await changed("manifest.json", lie);
      await refuses(`${server.origin}/`, "manifest.json: expected");
      expect(server.asked.every((asked) => files.has(asked.slice(1)))).toBe(true);
    }
  });

  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ["that breaks off", () => archive.subarray(0, archive.length - 7), "the end of the file"],
    ["that is empty", () => new Uint8Array(0), "expected a CAR v1 file"],
    ["with a hostile name", () => carOf(tree(["..", raw("evil")])), "plain names"],
    ["with a file that nobody lists", () => carOf(tree(["evil.js", raw("evil")])), "files that the manifest lists"],
    [
      "with a block that is not its hash's",
      () => car([sound.cid], [{ cid: sound.cid, bytes: raw("x").bytes }]),
      "bytes of its hash",
    ],
    ["without its root", () => car([cidOf(raw("y").bytes)], []), "a block of the archive"],
    ["whose header's length lies", () => Uint8Array.of(0xff, 0xff, 0xff, 0x7f, 0xa2), "bytes of header"],
  ])("an archive %s", async (_what, make, sentence) => {
    const { origin } = await serving([["x.car", new Uint8Array(await make())]]);
    await refuses(`${origin}/x.car`, sentence);
  });

  test("what gateways give for another CID", async () => {
    const lying = await kept(startServer((_, response) => response.end(archive)));
    const wish = { gateways: [lying.origin] };
    await refuses(`ipfs://${cidOf(raw("z").bytes, 0x70)}`, `an archive of ${sound.cid}`, wish);
    await refuses(`ipfs://${sound.cid}`, "no IPFS gateway");
  });

  test.each([
    ["", "names no place"],
    ["digits", "no address"],
    ["ipfs://x", "no CID"],
    [`ipfs://${cidOf(raw("z").bytes)}`, "not of a UnixFS folder"],
    [`ipfs://${sound.cid}/../x`, "by https and ipfs only"],
    ["ipns://models.example", "by https and ipfs only"],
    ["data:,x", "by https and ipfs only"],
    ["https://models.example/#x", "a fragment"],
    ["https://models.example/?x", "a query"],
    [`https://models.example/${"x".repeat(2_048)}`, "more than 2048"],
  ])("the URI %s", async (uri, sentence) => refuses(uri, sentence));
});

test("nothing is overwritten", async () => {
  const { origin } = await serving(files);
  const { out, fetching } = await fetched(origin);
  await fetching;
  const job = { uri: origin, modelHash: model.modelHash, rule: { loopback: true, namedOrigins: [] }, gateways: [] };
  await expect(fetchPackage({ ...job, maxBytes: 2 ** 24, out }, () => undefined)).rejects.toThrow("EEXIST");
  expect(existsSync(out)).toBe(true);
});
