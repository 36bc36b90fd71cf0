import { confirm } from "@clack/prompts";
import { UsageError } from "./errors.ts";

/** Options of commands that put ether at stake. */
export const CONFIRM_ARGS = {
  yes: { type: "boolean", description: "Put the bond at stake without asking" },
} as const;

/**
 * Whether whoever is at the terminal agrees.
 * @throws UsageError where there is no terminal to ask on.
 */
export async function isAgreed(question: string, yes: boolean | undefined): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) throw new UsageError("There is no terminal to ask on: give --yes.");
  return (await confirm({ message: question, output: process.stderr })) === true;
}
