/**
 * Deploys OpenIMO: `RPC_URL=… PRIVATE_KEY_FILE=… npm run deploy`. Writes contracts/deployments/<chainId>.json, which the
 * command line and the web app read. Addresses depend on the code and the chain's parameters only.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { http, isHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { deploy } from "../deploy.ts";
import { writeDeploymentIndex } from "./deployment-index.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../deployments");
const { RPC_URL, PRIVATE_KEY_FILE } = process.env;
if (!RPC_URL || !PRIVATE_KEY_FILE) {
  console.error("Set RPC_URL and PRIVATE_KEY_FILE (a file that holds one 0x-prefixed private key).");
  process.exit(2);
}
const key = readFileSync(PRIVATE_KEY_FILE, "utf8").trim();
if (!isHex(key) || key.length !== 66) {
  console.error(`${PRIVATE_KEY_FILE} does not hold a 0x-prefixed private key of 32 bytes.`);
  process.exit(2);
}
const deployment = await deploy({
  transport: http(RPC_URL),
  account: privateKeyToAccount(key),
  onContract: (name, address, exists) => console.log(`${exists ? "exists  " : "creating"} ${address} ${name}`),
});
const path = join(folder, `${deployment.chainId}.json`);
writeFileSync(path, `${JSON.stringify(deployment, null, 2)}\n`);
writeDeploymentIndex(folder);
console.log(`wrote ${path}`);
