import { type Abi, encodeErrorResult, RawContractError } from "viem";
import { describe, expect, test } from "vitest";
import { LANGUAGE_TAGS, loadMessages } from "../messages/languages.ts";
import { contractErrors } from "./contract-errors.ts";
import { explainError } from "./explain-error.ts";

/** Plausible arguments, so that a sentence that reads them is run too. */
function exampleOf(type: string): unknown {
  if (type.startsWith("uint")) return Number(type.slice(4)) <= 48 ? 1 : 1n;
  if (type === "address") return "0x0000000000000000000000000000000000000001";
  if (type === "string") return "a rule";
  if (type.startsWith("bytes")) return `0x${"11".repeat(Number(type.slice(5) || 32))}`;
  if (type === "bool") return true;
  throw new Error(`no example of ${type}`);
}

test("there are errors to explain", () => {
  expect(contractErrors.length).toBeGreaterThan(150);
});

const named = [...new Map(contractErrors.map((error) => [error.name, error])).values()];

describe.each(LANGUAGE_TAGS)("in %s", (language) => {
  test.each(named)("$name has a sentence", async (error) => {
    const data = encodeErrorResult({
      abi: [error] as Abi,
      errorName: error.name,
      args: error.inputs.map(({ type }) => exampleOf(type)),
    });
    const messages = await loadMessages(language);
    const { errors } = await messages.loadErrors();
    const { what, todo } = await explainError(new RawContractError({ data }), messages);
    expect(errors).toHaveProperty(error.name);
    expect(what).toMatch(/^\p{Lu}.*\.$/u);
    expect(todo).toMatch(/^\p{Lu}.*\.$/u);
    expect(`${what} ${todo}`).not.toMatch(/undefined|NaN|\[object/);
  });

  test("has no sentence for an error that there isn't", async () => {
    const { errors } = await (await loadMessages(language)).loadErrors();
    const names = new Set(named.map(({ name }) => name));
    expect(Object.keys(errors).filter((name) => !names.has(name))).toEqual([]);
  });
});

test("a reason in plain text, an unknown error and a failure without data are told too", async () => {
  const en = await loadMessages("en");
  const error = { type: "error", name: "Error", inputs: [{ name: "message", type: "string" }] } as const;
  const insufficient = encodeErrorResult({ abi: [error] as Abi, errorName: "Error", args: ["insufficient fee"] });
  expect((await explainError(new RawContractError({ data: insufficient }), en)).what).toContain("below the price");
  expect((await explainError(new RawContractError({ data: "0xdeadbeef" }), en)).what).toContain("0xdeadbeef");
  expect((await explainError(new Error("no route"), en)).what).toContain("no route");
});
