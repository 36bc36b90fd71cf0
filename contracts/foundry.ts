import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

const require = createRequire(import.meta.url);

/** The Foundry program of this name: the one from npm for this platform, else one from PATH. */
export function foundryProgram(name: "anvil" | "forge"): string {
  const platform = process.platform === "darwin" ? "darwin" : process.platform === "win32" ? "win32" : "linux";
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  try {
    const folder = require.resolve(`@foundry-rs/${name}-${platform}-${architecture}/package.json`);
    return join(folder, "../bin", name);
  } catch {
    const found = (process.env.PATH ?? "").split(delimiter).find((folder) => existsSync(join(folder, name)));
    if (found) return join(found, name);
    throw new Error(
      `There is no ${name} for ${platform}-${architecture} in npm. Install Foundry (https://getfoundry.sh) so that \`${name}\` is on your PATH, then try again.`,
    );
  }
}
