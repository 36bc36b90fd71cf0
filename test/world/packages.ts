import { join } from "node:path";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { createApp, listen } from "../../oracle/src/node/http.ts";
import { packageListing } from "../../oracle/src/node/package-listing.ts";
import { newProgress } from "../../oracle/src/node/progress.ts";
import { root } from "./story.ts";

/** Serves shipped packages where the operator's node would, as it would, without a node that answers requests. */
export async function servePackages(names: readonly string[], port: number) {
  const packages = await Promise.all(names.map((name) => loadLocalPackage(join(root, "models", name, "package"))));
  const listings = new Map(packages.map(({ folder, model }) => [model.modelHash, packageListing(folder)]));
  return listen(createApp(newProgress(), listings), `127.0.0.1:${port}`);
}
