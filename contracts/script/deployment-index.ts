import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The text of deployments/index.ts, which carries every deployments/<chainId>.json into bundles. */
export function deploymentIndex(folder: string): string {
  const chainIds = readdirSync(folder)
    .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b));
  const entries = chainIds.map((id) => `  ${id}: ${readFileSync(join(folder, `${id}.json`), "utf8").trim()},\n`);
  return [
    "// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.\n",
    'import type { Deployment } from "../deployment.ts";\n\n',
    `export const deployments: Readonly<Record<number, Deployment>> = {\n${entries.join("")}};\n`,
  ].join("");
}

export function writeDeploymentIndex(folder: string): void {
  writeFileSync(join(folder, "index.ts"), deploymentIndex(folder));
}
