import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { foundryProgram } from "@openimo/contracts/foundry";
import type { Hex } from "viem";
import { root } from "./root.ts";

/** The creation code of a contract that only tests deploy, compiled by Forge when it wasn't yet. */
export function creationCode(name: string): Hex {
  const path = join(root, "out", `${name}.sol`, `${name}.json`);
  if (!existsSync(path)) execFileSync(foundryProgram("forge"), ["build", "--quiet"], { cwd: root, stdio: "inherit" });
  const { bytecode } = JSON.parse(readFileSync(path, "utf8")) as { bytecode: { object: Hex } };
  return bytecode.object;
}
