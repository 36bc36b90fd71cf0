import { join } from "node:path";
import { createExecutor, type ModelPackage, promptBytes } from "@openimo/runtime";
import { type Hex, hexToBytes, toHex } from "viem";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { root } from "./root.ts";

/** What a shipped model of a single run answers. */
export async function rightAnswer(name: string, input: Hex): Promise<Hex> {
  const { model } = await loadLocalPackage(join(root, "models", name, "package"));
  return answerOf(model, input);
}

export async function answerOf(model: ModelPackage, input: Hex): Promise<Hex> {
  const executor = await createExecutor(model);
  const { signal } = new AbortController();
  const answer = toHex(await executor.run(hexToBytes(input), { signal }));
  executor.dispose();
  return answer;
}

/** What a shipped model that writes on takes for a text. */
export async function prompt(name: string, text: string): Promise<Hex> {
  const { model } = await loadLocalPackage(join(root, "models", name, "package"));
  return toHex(promptBytes(model, text));
}
