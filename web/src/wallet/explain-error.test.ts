import { type Abi, encodeErrorResult, RawContractError } from "viem";
import { expect, test } from "vitest";
import { en } from "../messages/en.ts";
import { errors } from "../messages/en-errors.ts";
import { contractErrors, explainError } from "./explain-error.ts";

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
  expect(contractErrors.length).toBeGreaterThan(40);
});

test.each([...new Map(contractErrors.map((error) => [error.name, error])).values()])(
  "$name has a sentence",
  async (error) => {
    const data = encodeErrorResult({
      abi: [error] as Abi,
      errorName: error.name,
      args: error.inputs.map(({ type }) => exampleOf(type)),
    });
    const { what, todo } = await explainError(new RawContractError({ data }), en);
    expect(errors).toHaveProperty(error.name);
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(todo).toMatch(/^[A-Z].*\.$/);
    expect(`${what} ${todo}`).not.toMatch(/undefined|NaN|\[object/);
  },
);

test("a reason in plain text, an unknown error and a failure without data are told too", async () => {
  const error = { type: "error", name: "Error", inputs: [{ name: "message", type: "string" }] } as const;
  const insufficient = encodeErrorResult({ abi: [error] as Abi, errorName: "Error", args: ["insufficient fee"] });
  expect((await explainError(new RawContractError({ data: insufficient }), en)).what).toContain("below the price");
  expect((await explainError(new RawContractError({ data: "0xdeadbeef" }), en)).what).toContain("0xdeadbeef");
  expect((await explainError(new Error("no route"), en)).what).toContain("no route");
});
