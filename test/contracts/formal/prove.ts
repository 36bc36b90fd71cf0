/** Proves the properties of this folder with Halmos, which is a Python program that npm can't bring: `npm run prove`. */
import { spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { foundryProgram } from "@openimo/contracts/foundry";

const folder = "test/contracts/formal";
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
/** For one property. */
const SOLVER_TIMEOUT_MS = 180_000;

const out = "cache/halmos/out";
const { status, error } = spawnSync(
  "halmos",
  ["--forge-build-out", out, "--solver-timeout-assertion", String(SOLVER_TIMEOUT_MS)],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: [dirname(foundryProgram("forge")), process.env.PATH].join(delimiter),
      // A build of its own, of this folder and what it imports only.
      FOUNDRY_OUT: out,
      FOUNDRY_CACHE_PATH: "cache/halmos/cache",
      FOUNDRY_SRC: folder,
      FOUNDRY_TEST: folder,
    },
  },
);
if (error !== undefined) {
  console.error("There is no halmos. Install it (pip install halmos) and try again.");
  process.exit(1);
}
process.exit(status ?? 1);
