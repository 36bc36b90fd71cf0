/** Writes (or, with `--check`, compares) contracts/deployments/31337.json and the index of that folder. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deploymentAddresses } from "../deploy.ts";
import { deploymentIndex, writeDeploymentIndex } from "./deployment-index.ts";

const LOCAL_CHAIN_ID = 31337;
const folder = join(dirname(fileURLToPath(import.meta.url)), "../deployments");
const path = join(folder, `${LOCAL_CHAIN_ID}.json`);
const { chainId, ...addresses } = deploymentAddresses(LOCAL_CHAIN_ID);
const text = `${JSON.stringify({ chainId, startBlock: 0, ...addresses }, null, 2)}\n`;

const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
if (!process.argv.includes("--check")) {
  writeFileSync(path, text);
  writeDeploymentIndex(folder);
} else if (read(path) !== text || read(join(folder, "index.ts")) !== deploymentIndex(folder)) {
  console.error("contracts/deployments is stale. Run `npm run build:abi`.");
  process.exit(1);
}
