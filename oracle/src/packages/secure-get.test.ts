import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const HOST = "models.test";
const TLS = fileURLToPath(new URL("../../testing/tls", import.meta.url));
const CERTIFICATE = join(TLS, "certificate.pem");

let server: Server;
let asked: string[];

beforeAll(async () => {
  const [key, cert] = ["key.pem", "certificate.pem"].map((name) => readFileSync(join(TLS, name)));
  asked = [];
  server = createServer({ key, cert }, ({ url }, response) => {
    asked.push(url ?? "");
    response.end("the package");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Fetches in a process of its own, since which certificates are trusted is read when one starts. */
async function fetchFrom(host: string, trusted: string | undefined): Promise<{ body?: string; error?: string }> {
  const { port } = server.address() as AddressInfo;
  const module = new URL("./guarded-get.ts", import.meta.url).href;
  const script = `
    const { guardedGet } = await import(${JSON.stringify(module)});
    const rule = { loopback: true, namedOrigins: [] };
    const options = { rule, maxBytes: 1_000, resolve: async () => ["127.0.0.1"] };
    try {
      let body = "";
      for await (const chunk of guardedGet(new URL("https://${host}:${port}/package"), options)) body += Buffer.from(chunk);
      console.log(JSON.stringify({ body }));
    } catch (error) {
      console.log(JSON.stringify({ error: error.message }));
    }`;
  const environment = { ...process.env, ...(trusted === undefined ? {} : { NODE_EXTRA_CA_CERTS: trusted }) };
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment });
  return JSON.parse(stdout);
}

test("a package comes over TLS from a host whose certificate is trusted, under the name that was looked up here", async () => {
  expect(await fetchFrom(HOST, CERTIFICATE)).toEqual({ body: "the package" });
  expect(asked).toEqual(["/package"]);
});

test.each([
  ["signed by itself", HOST, false, /DEPTH_ZERO_SELF_SIGNED_CERT/],
  ["of another host", "other.test", true, /ERR_TLS_CERT_ALTNAME_INVALID/],
])("nothing is asked of a server with a certificate %s", async (_name, host, isTrusted, why) => {
  const before = asked.length;
  const { body, error } = await fetchFrom(host, isTrusted ? CERTIFICATE : undefined);
  expect(body).toBeUndefined();
  expect(error).toMatch(why);
  expect(asked).toHaveLength(before);
});
