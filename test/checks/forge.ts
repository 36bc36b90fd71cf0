/** Runs Forge with the arguments given, from the repository root, wherever its program is. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { foundryProgram } from "@openimo/contracts/foundry";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { status } = spawnSync(foundryProgram("forge"), process.argv.slice(2), { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
