import { request } from "node:http";
import { serveWeb, type WebConfig, type WebServer } from "@openimo/web/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const RPC = "http://127.0.0.1:8545";
const PACKAGES = "http://127.0.0.1:4000";

type Answer = { readonly status: number; readonly headers: ReadonlyMap<string, string>; readonly body: string };

/** Without what `fetch` does to an address before it sends it. */
function ask(url: string, path: string, method = "GET", accept: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: accept }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const headers = new Map(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
        resolve({ status: response.statusCode ?? 0, headers, body: Buffer.concat(parts).toString() });
      });
    });
    sent.on("error", reject).end();
  });
}

/** The sources of each directive. */
function policyOf({ headers }: Answer): ReadonlyMap<string, readonly string[]> {
  const directives = (headers.get("content-security-policy") ?? "").split(/; */);
  return new Map(
    directives.map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources] as const;
    }),
  );
}

describe("what serves the built app", () => {
  const servers: WebServer[] = [];
  let url: string;
  const serve = async (config: Partial<WebConfig> = {}) => {
    const usual = { chainId: 31337, rpcUrl: RPC, packageHosts: [PACKAGES] };
    const server = await serveWeb({ host: "127.0.0.1", port: 0, config: { ...usual, ...config } });
    servers.push(server);
    return server.url;
  };
  beforeAll(async () => {
    url = await serve();
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  const assets = async () => {
    const { body } = await ask(url, "/");
    return [...body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
  };

  it("protects every answer, errors included", async () => {
    const paths = ["/", "/models/1", "/config.json", "/nothing.js", "/../package.json", ...(await assets())];
    expect(paths.length).toBeGreaterThan(8);
    for (const path of paths) {
      for (const method of ["GET", "HEAD", "POST"]) {
        const answer = await ask(url, path, method);
        const { headers } = answer;
        expect(headers.get("x-content-type-options"), path).toBe("nosniff");
        expect(headers.get("referrer-policy")).toBe("no-referrer");
        expect(headers.get("cross-origin-opener-policy")).toBe("same-origin-allow-popups");
        expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
        expect(headers.get("permissions-policy")).toContain("camera=()");
        const policy = policyOf(answer);
        expect(policy.get("default-src")).toEqual(["'none'"]);
        expect(policy.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
        expect(policy.get("style-src")).toEqual(["'self'"]);
        for (const name of ["base-uri", "form-action", "frame-ancestors", "frame-src"]) {
          expect(policy.get(name), name).toEqual(["'none'"]);
        }
        expect(policy.get("worker-src")).toEqual(["'self'"]);
        expect(policy.get("connect-src")).toEqual(["'self'", RPC, PACKAGES]);
        expect(answer.status).toBe(method === "POST" ? 405 : /\.\.|nothing/.test(path) ? 404 : 200);
      }
    }
  });

  it("names nobody outside and has nothing inline", async () => {
    const { body } = await ask(url, "/");
    expect(body).not.toMatch(/https?:\/\//);
    for (const [, attributes, content] of body.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
      expect(attributes).toContain('src="/');
      expect(content).toBe("");
    }
    expect(body).not.toMatch(/<style|\son\w+=|\sstyle=/);
  });

  it("lets AppKit's hosts in only with a project id, and never anything unsafe but WebAssembly", async () => {
    const withId = policyOf(await ask(await serve({ projectId: "0".repeat(32) }), "/"));
    expect(withId.get("connect-src")?.some((source) => source.includes("walletconnect"))).toBe(true);
    expect(withId.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    for (const policy of [withId, policyOf(await ask(url, "/"))]) {
      const unsafe = [...policy.values()].flat().filter((source) => /unsafe|^\*$|^https?:$/.test(source));
      expect(unsafe).toEqual(["'wasm-unsafe-eval'"]);
    }
  });

  it("keeps what has a hash in its name for a year, and nothing else", async () => {
    for (const path of (await assets()).filter((path) => path !== "/config.json")) {
      const caching = (await ask(url, path)).headers.get("cache-control");
      expect(caching, path).toBe(path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    }
    expect((await ask(url, "/config.json")).headers.get("cache-control")).toBe("no-store");
    expect((await ask(url, "/")).headers.get("cache-control")).toBe("no-cache");
  });

  it("compresses for whoever takes it, and says so", async () => {
    const [script] = (await assets()).filter((path) => path.endsWith(".js") && path.startsWith("/assets/"));
    const plain = await ask(url, script);
    const small = await ask(url, script, "GET", { "accept-encoding": "gzip" });
    expect(small.headers.get("content-encoding")).toBe("gzip");
    expect(plain.headers.has("content-encoding")).toBe(false);
    expect(Number(small.headers.get("content-length"))).toBeLessThan(Number(plain.headers.get("content-length")));
    expect(small.headers.get("vary")).toBe("accept-encoding");
  });
});
