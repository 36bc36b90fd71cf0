import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Manifest } from "@openimo/runtime";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { canonicalJson } from "../../runtime/src/package/canonical-json.ts";
import { root } from "./root.ts";

type Files = Map<string, Uint8Array>;
/** What of a manifest neither the program's nor the weights' root holds, so that its developer can say what they like. */
type Words = Partial<Pick<Manifest, "description" | "licence" | "input" | "outputs">>;

/** A shipped model's own program and weights, which the registry knows, with other words about them. */
export async function reworded(name: string, change: (manifest: Manifest) => Words): Promise<Files> {
  const folder = join(root, "models", name, "package");
  const { model } = await loadLocalPackage(folder);
  const read = folderPackageFiles(folder);
  const files: Files = new Map();
  for (const { path, bytes } of model.manifest.files) files.set(path, await read.read(path, bytes));
  const card = new TextEncoder().encode(`${change(model.manifest).description ?? ""}\n`);
  files.set("README.md", card);
  const entries = model.manifest.files.map((entry) =>
    entry.path === "README.md"
      ? { path: entry.path, bytes: card.length, sha256: `0x${createHash("sha256").update(card).digest("hex")}` }
      : entry,
  );
  files.set("manifest.json", canonicalJson({ ...model.manifest, ...change(model.manifest), files: entries }));
  return files;
}

/** Serves packages that can be exchanged, as their developer could. */
export async function serveChanging(packages: Map<string, Files>) {
  const server = createServer((request, response) => {
    const [, name = "", ...path] = decodeURIComponent(request.url ?? "/").split("/");
    const body = packages.get(name)?.get(path.join("/"));
    const headers = { "access-control-allow-origin": "*", "cache-control": "no-store" };
    response.writeHead(body === undefined ? 404 : 200, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
