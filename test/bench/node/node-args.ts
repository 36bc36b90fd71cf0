import { join } from "node:path";
import type { Base } from "../../simulation/base.ts";
import { root } from "../../world/root.ts";

/** How the measured node is started. */
export function nodeArgs({ deploymentFile }: Base, ...rpcUrls: readonly string[]): string[] {
  return [
    ...["--mode", "serve", "--deployment", deploymentFile, "--models", join(root, "models/digits/package")],
    ...["--poll-ms", "50", "--development-key", "1", ...rpcUrls.flatMap((url) => ["--rpc-url", url])],
    // Money is moved by transactions of its own, which are of no request.
    ...["--withdraw-minimum", "1000000", "--settle-minimum", "1000000"],
  ];
}
