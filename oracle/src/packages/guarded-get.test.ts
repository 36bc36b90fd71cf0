import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { startServer, startSocketServer, type TestServer } from "../../testing/package-server.ts";
import { FETCH_HEADER_BYTES, FETCH_REDIRECTS } from "../limits.ts";
import type { FetchRule } from "./fetch-rule.ts";
import { type GetOptions, guardedGet } from "./guarded-get.ts";

const LOCAL: FetchRule = { loopback: true, namedOrigins: [] };
const PACE = { headMs: 1_000, windowMs: 300, windowBytes: 1_000 };
const LIMIT = 100_000;
const servers: TestServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function kept(starting: Promise<TestServer>): Promise<TestServer> {
  const server = await starting;
  servers.push(server);
  return server;
}

async function get(address: string, options: Partial<GetOptions> = {}): Promise<string> {
  const chunks: Uint8Array[] = [];
  const all = { rule: LOCAL, maxBytes: LIMIT, pace: PACE, ...options };
  for await (const chunk of guardedGet(new URL(address), all)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const never = () => Promise.reject(new Error("nothing may be looked up"));

test("a body comes whole, asked for without packing", async () => {
  const { origin } = await kept(
    startServer(({ headers }, response) => response.end(`${headers["accept-encoding"]} ${headers.accept}`)),
  );
  expect(await get(origin, { accept: "text/plain", resolve: never })).toBe("identity text/plain");
});

describe("where a connection goes", () => {
  test("every address of a name is checked before anything is sent", async () => {
    const server = await kept(startServer((_, response) => response.end("reached")));
    const address = `http://models.test:${server.port}/`;
    for (const addresses of [["127.0.0.1", "10.0.0.1"], ["169.254.169.254"], ["::ffff:127.0.0.1"]]) {
      await expect(get(address, { resolve: async () => addresses })).rejects.toThrow("is not public");
    }
    const elsewhere = { rule: { loopback: false, namedOrigins: [] }, resolve: async () => ["127.0.0.1"] };
    await expect(get(address, elsewhere)).rejects.toThrow("127.0.0.1 is not public (loopback)");
    await expect(get(server.origin, { ...elsewhere, resolve: never })).rejects.toThrow("is not public (loopback)");
    expect(server.asked).toEqual([]);
  });

  test("a name that changes its meaning is held to the address that was checked", async () => {
    const inside = await kept(startServer((_, response) => response.end("inside"), "127.0.0.1"));
    const outside = await kept(startServer((_, response) => response.end("outside"), "127.0.0.2", inside.port));
    const answers = [["127.0.0.2"], ["127.0.0.1"]];
    const resolve = async () => answers.shift() ?? [];
    expect(await get(`http://models.test:${inside.port}/`, { resolve })).toBe("outside");
    expect(answers).toEqual([["127.0.0.1"]]);
    expect([inside.asked, outside.asked]).toEqual([[], ["/"]]);
  });

  test.each(["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:7f00:1]"])(
    "the spelling %s of this machine is no way around",
    async (host) => {
      const server = await kept(startServer((_, response) => response.end("reached")));
      const options = { rule: { loopback: false, namedOrigins: [] }, resolve: never };
      await expect(get(`https://${host}:${server.port}/`, options)).rejects.toThrow("is not public");
    },
  );

  test("a name that nobody knows is to be tried again", async () => {
    const resolve = () => Promise.reject(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }));
    await expect(get("https://models.test/", { resolve })).rejects.toMatchObject({ mayPass: true });
    const silent = () => new Promise<string[]>(() => undefined);
    await expect(get("https://models.test/", { resolve: silent })).rejects.toThrow("not found in time");
  });
});

describe("redirects", () => {
  const redirecting = (to: (path: string) => string, status = 302) =>
    kept(startServer((request, response) => response.writeHead(status, { location: to(request.url ?? "") }).end()));

  test("are followed, with a bound", async () => {
    const target = await kept(startServer((_, response) => response.end("there")));
    expect(await get((await redirecting(() => `${target.origin}/x`, 308)).origin)).toBe("there");
    const round = await redirecting((path) => `${path}x`);
    await expect(get(round.origin)).rejects.toThrow(`more than ${FETCH_REDIRECTS} redirects`);
    expect(round.asked).toHaveLength(FETCH_REDIRECTS + 1);
  });

  test.each([
    ["http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not public (linkLocal)"],
    ["https://10.0.0.1/", "10.0.0.1 is not public (private)"],
    ["file:///etc/passwd", "by https and ipfs only"],
    ["https://user:secret@models.test/", "user's name or password"],
    ["http://1.1.1.1/", "by https, not http"],
    ["http://[", "leads nowhere"],
  ])("to %s are refused", async (location, sentence) => {
    const { origin } = await redirecting(() => location);
    await expect(get(origin, { resolve: never })).rejects.toThrow(sentence);
  });

  test("from what the operator named to this machine are refused", async () => {
    const target = await kept(startServer((_, response) => response.end("reached")));
    const { origin } = await redirecting(() => target.origin);
    const rule = { loopback: true, namedOrigins: [origin] };
    await expect(get(origin, { rule })).rejects.toThrow("127.0.0.1 is not public (loopback)");
    expect(target.asked).toEqual([]);
  });
});

describe("hostile answers", () => {
  test("a body without an end is cut at the limit", async () => {
    let sent = 0;
    const { origin } = await kept(
      startServer((_, response) => {
        const send = () => {
          do sent += 65_536;
          while (!response.destroyed && response.write(new Uint8Array(65_536)));
        };
        response.on("drain", send);
        send();
      }),
    );
    await expect(get(origin)).rejects.toThrow(`more than ${LIMIT} bytes`);
    expect(sent).toBeLessThan(200 * LIMIT);
  });

  test("a length beyond the limit is refused before the body", async () => {
    const { origin } = await kept(
      startServer((_, response) => response.writeHead(200, { "content-length": String(LIMIT + 1) }).write("a")),
    );
    await expect(get(origin)).rejects.toThrow(`more than ${LIMIT} bytes`);
  });

  test.each([
    ["shorter than announced", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", "the connection failed"],
    [
      "with two lengths",
      "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
      "the connection failed",
    ],
    [
      "with a length and in chunks",
      "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      "the connection failed",
    ],
    [
      "in chunks that break off",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
      "the connection failed",
    ],
    [
      "in chunks of a negative length",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\nab",
      "the connection failed",
    ],
    ["that is no HTTP", "SSH-2.0-x\r\n", "the connection failed"],
    ["that is empty", "", "the connection failed"],
  ])("an answer %s is refused", async (_what, text, sentence) => {
    const { origin } = await kept(startSocketServer((socket) => socket.once("data", () => socket.end(text))));
    await expect(get(origin)).rejects.toThrow(sentence);
  });

  test("headers without an end are cut", async () => {
    const { origin } = await kept(
      startSocketServer((socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const line = `x: ${"a".repeat(FETCH_HEADER_BYTES / 2)}\r\n`;
        for (let i = 0; i < 4; i++) socket.write(line);
      }),
    );
    await expect(get(origin)).rejects.toThrow("HPE_HEADER_OVERFLOW");
  });

  test("what is packed is not unpacked", async () => {
    const bomb = gzipSync(new Uint8Array(50 * LIMIT));
    expect(bomb.length).toBeLessThan(LIMIT);
    for (const encoding of ["gzip", "br", "deflate", "gzip, gzip"]) {
      const { origin } = await kept(
        startServer((_, response) => response.writeHead(200, { "content-encoding": encoding }).end(bomb)),
      );
      await expect(get(origin)).rejects.toThrow(`content packed as ${encoding}`);
    }
    const silent = await kept(startServer((_, response) => response.end(bomb)));
    expect((await get(silent.origin)).length).toBeLessThan(LIMIT);
  });

  test("a server that never answers, and one whose headers drip, are given up", async () => {
    const silent = await kept(startSocketServer(() => undefined));
    await expect(get(silent.origin)).rejects.toThrow("does not answer in time");
    const dripping = await kept(
      startSocketServer((socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const timer = setInterval(() => socket.write("x: y\r\n"), 50);
        socket.on("close", () => clearInterval(timer));
      }),
    );
    await expect(get(dripping.origin)).rejects.toThrow("does not answer in time");
  });

  test("a body that drips is given up, however long it would go on", async () => {
    const { origin } = await kept(
      startServer((_, response) => {
        const timer = setInterval(() => response.write("a"), 20);
        response.on("close", () => clearInterval(timer));
      }),
    );
    await expect(get(origin)).rejects.toThrow("too slow");
  });

  test.each([
    [404, false],
    [206, false],
    [401, false],
    [429, true],
    [500, true],
  ])("status %d is an error that passes: %s", async (status, mayPass) => {
    const { origin } = await kept(startServer((_, response) => response.writeHead(status).end("body")));
    await expect(get(origin)).rejects.toMatchObject({ reason: `HTTP status ${status}`, mayPass });
  });
});
