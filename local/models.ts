import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const openimo = join(root, "oracle/bin/openimo.js");

/** Runs `openimo` to its end and gives back what it printed. */
function runCommand(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [openimo, ...args], (error, stdout, stderr) => {
      if (error) reject(new Error(`openimo ${args.slice(0, 2).join(" ")} failed: ${stderr.trim() || error.message}`));
      else resolve(stdout);
    });
  });
}

/** What an answer of a shipped model costs on the local chain, in ether: more where an operator computes for longer. */
const usualPrice = { fee: "0.001", reward: "0.0005" };
const prices: Readonly<Record<string, typeof usualPrice>> = { storyteller: { fee: "0.004", reward: "0.002" } };

/** The models whose packages are in the repository, `digits` first: the simplest to begin with. */
export function shippedModels(): string[] {
  const folder = join(root, "models");
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "package/manifest.json")));
  return names.sort((a, b) => Number(b === "digits") - Number(a === "digits") || a.localeCompare(b));
}

type Registration = {
  readonly rpcUrl: string;
  /** Where the node serves the packages. */
  readonly nodeUrl: string;
  readonly onStage: (sentence: string) => void;
};

/** Registers models of `models/` in the name of development account 0, one after the other as its nonces ask for. */
export async function registerModels(names: readonly string[], registration: Registration): Promise<void> {
  for (const name of names) {
    registration.onStage(`Registering the model ${name}`);
    await register(name, registration);
  }
}

async function register(name: string, { rpcUrl, nodeUrl }: Registration): Promise<void> {
  const folder = join(root, "models", name, "package");
  // The command checks the whole package before it registers what the manifest says.
  const { modelHash } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const { fee, reward } = prices[name] ?? usualPrice;
  await runCommand([
    ...["model", "register", folder, "--fee", fee, "--reward", reward, "--router", "launchpad"],
    ...["--uri", `${nodeUrl}/packages/${modelHash}/`, "--rpc-url", rpcUrl, "--development-key", "0", "--json"],
  ]);
}
