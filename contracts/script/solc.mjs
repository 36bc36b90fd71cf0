#!/usr/bin/env node
/**
 * The Solidity compiler as Forge expects to call one, on top of the WebAssembly build from npm.
 *
 * `OPENIMO_SOLC` may name a native `solc` of exactly the same version: its output is the same and it is several times
 * faster. Any other version is refused, because the committed bytecode must come from one compiler.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { version } = JSON.parse(readFileSync(require.resolve("solc/package.json"), "utf8"));
const native = process.env.OPENIMO_SOLC;

if (native) {
  const answer = execFileSync(native, ["--version"], { encoding: "utf8" });
  if (!answer.includes(`Version: ${version}+`)) {
    console.error(`OPENIMO_SOLC=${native} is not solc ${version}. Unset it, or point it at that version.`);
    process.exit(1);
  }
  process.exit(spawnSync(native, process.argv.slice(2), { stdio: "inherit" }).status ?? 1);
}

if (process.argv.includes("--version")) {
  // Forge asks for the version before every build; loading the compiler for it would cost a second each time.
  console.log(
    `solc, the solidity compiler commandline interface\nVersion: ${version}+commit.73712a01.Emscripten.clang`,
  );
} else {
  process.stdout.write(require("solc").compile(readFileSync(0, "utf8")));
}
