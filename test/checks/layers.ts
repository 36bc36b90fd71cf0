/** Who may import whom (docs/architecture.md): folders, and what each may import besides itself and packages from npm. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

type Layer = { readonly folder: string; readonly may: readonly string[]; readonly packages?: RegExp };

/** More specific folders first: the first that a file lies in is its layer. */
const layers: readonly Layer[] = [
  { folder: "contracts/src/kernels", may: [] },
  { folder: "contracts/src/model", may: ["contracts/src/kernels"] },
  { folder: "contracts/src/token", may: ["contracts/src/model"] },
  { folder: "contracts/src/liquidity", may: ["contracts/src/token"] },
  {
    folder: "contracts/src/offering",
    may: ["contracts/src/token", "contracts/src/model", "contracts/src/liquidity"],
  },
  {
    folder: "contracts/src/governance",
    may: ["contracts/src/offering", "contracts/src/token", "contracts/src/model"],
  },
  { folder: "contracts/src/dispute", may: ["contracts/src/kernels", "contracts/src/model"] },
  { folder: "contracts/src/oracle", may: ["contracts/src/dispute", "contracts/src/model", "contracts/src/kernels"] },
  { folder: "contracts/src/aigc", may: ["contracts/src/oracle", "contracts/src/model", "contracts/src/kernels"] },
  { folder: "contracts", may: [] },
  { folder: "runtime/src/compiler", may: ["runtime"], packages: /^@(bufbuild\/protobuf|noble\/hashes)/ },
  {
    folder: "runtime/src/archive",
    may: ["runtime"],
    packages: /^(@ipld\/(car|dag-pb)|ipfs-unixfs|multiformats|@noble\/hashes)(\/|$)/,
  },
  { folder: "runtime/src", may: ["runtime"], packages: /^@noble\/hashes/ },
  { folder: "runtime", may: ["runtime/src"] },
  { folder: "player", may: ["runtime", "contracts"], packages: /^viem(\/|$)/ },
  { folder: "oracle", may: ["player", "runtime", "contracts"] },
  { folder: "indexer", may: ["oracle", "contracts"] },
  { folder: "web", may: ["player", "runtime", "contracts"] },
  { folder: "models", may: ["runtime"] },
  { folder: "local", may: ["contracts", "runtime", "web"] },
  { folder: "test", may: ["local", "contracts", "runtime", "player", "oracle", "indexer", "web", "models"] },
];

/** A Solidity domain may take another's implementation only to create it; everything else goes through I*.sol. */
const domainsThatCreate = new Set(["contracts/src/offering"]);
/** Libraries that say how records, types and proofs are read and passed on: every domain must do it the same way. */
const sharedLibraries = new Set(
  [
    "kernels/Batches",
    "kernels/InputTree",
    "kernels/Instructions",
    "kernels/TailCalls",
    "kernels/TensorTypes",
    "kernels/TraceNodes",
    "kernels/Witness",
    "model/AnswerRoot",
  ].map((name) => `contracts/src/${name}.sol`),
);

const importPattern =
  /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

function layerOf(path: string): Layer | undefined {
  return layers.find(({ folder }) => path.startsWith(`${folder}/`));
}

/** A path in the repository, or undefined for a package from a registry. */
function target(file: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return normalize(join(dirname(file), specifier));
  if (specifier.startsWith("@openimo/")) return `${specifier.slice("@openimo/".length).split("/")[0]}/index.ts`;
  return undefined;
}

function isTest(file: string): boolean {
  return file.endsWith(".test.ts") || file.endsWith(".test.tsx");
}

function complaint(file: string, specifier: string): string | undefined {
  const from = layerOf(file);
  if (!from) return undefined;
  const to = target(file, specifier);
  if (to === undefined) {
    if (from.packages && !isTest(file) && !from.packages.test(specifier)) return "may not use this package";
    return undefined;
  }
  const layer = layerOf(to);
  if (!layer) return to.startsWith("..") ? "is outside of the repository" : undefined;
  if (layer.folder === from.folder || isTest(file)) return undefined;
  const allowed = from.may.some((folder) => layer.folder === folder || layer.folder.startsWith(`${folder}/`));
  if (!allowed) return `${from.folder} may not import ${layer.folder}`;
  const implementation =
    file.startsWith("contracts/") && file.endsWith(".sol") && !/\/I[A-Z][A-Za-z0-9]*\.sol$/.test(to);
  if (implementation && !domainsThatCreate.has(from.folder) && !sharedLibraries.has(to))
    return "across domains only interfaces (I*.sol)";
  return undefined;
}

/** Every import that breaks a rule, as `file: specifier: why`. */
export function brokenImports(root: string): string[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  const files = listed.split("\n").filter((path) => /\.(ts|tsx|sol)$/.test(path));
  return files.flatMap((file) => {
    // Comments quote imports; the assembly of the kernels is another language with its own resolution.
    if (file.startsWith("runtime/kernels/")) return [];
    const text = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    return [...text.matchAll(importPattern)].flatMap(([, first, second, third]) => {
      const specifier = first ?? second ?? third;
      const why = complaint(file, specifier);
      return why ? [`${file}: ${specifier}: ${why}`] : [];
    });
  });
}
