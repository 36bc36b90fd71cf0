import * as contracts from "@openimo/contracts";
import { type Abi, type AbiParameter, encodeErrorResult, RpcRequestError } from "viem";
import { expect, test } from "vitest";
import { refusalIn } from "./contract-error.ts";
import { REASONS, SENTENCES } from "./contract-sentences.ts";

const abis = Object.values(contracts).filter((value): value is Abi & typeof value => Array.isArray(value));
const errors = new Map(
  abis.flatMap((abi: Abi) => abi.flatMap((item) => (item.type === "error" ? [[item.name, item] as const] : []))),
);

function sample({ type }: AbiParameter): unknown {
  if (type === "address") return "0x00000000000000000000000000000000000000aa";
  if (type === "string") return "start in the past";
  if (type.startsWith("bytes")) return `0x${"11".repeat(Number(type.slice(5)))}`;
  // Enums and small integers come as numbers.
  return Number(type.slice("uint".length)) <= 48 ? 1 : 1_800_000_000n;
}

const asRpcAnswers = (data: `0x${string}`) =>
  new RpcRequestError({
    body: {},
    url: "http://127.0.0.1:8545",
    error: { code: 3, message: "execution reverted", data },
  });

test("the ABIs have errors to check", () => {
  expect(errors.size).toBeGreaterThan(40);
});

test.each([...errors.keys()])("%s has a sentence with its values", (name) => {
  const item = errors.get(name);
  const args = item?.inputs.map(sample) ?? [];
  const data = encodeErrorResult({ abi: item === undefined ? [] : [item], errorName: name, args });
  const refusal = refusalIn(asRpcAnswers(data));
  expect(refusal?.name).toBe(name);
  expect(refusal?.sentence).toMatch(/[.]$/);
  expect(refusal?.sentence).not.toMatch(/undefined|NaN|\[object/);
});

test("no sentence is left over from an error that is gone", () => {
  expect(Object.keys(SENTENCES).filter((name) => !errors.has(name))).toEqual([]);
});

test("a revert with a text is told, by a sentence where there is one", () => {
  const abi = [{ type: "error", name: "Error", inputs: [{ name: "reason", type: "string" }] }] as const;
  const reason = (text: string) => asRpcAnswers(encodeErrorResult({ abi, errorName: "Error", args: [text] }));
  for (const [text, sentence] of Object.entries(REASONS)) expect(refusalIn(reason(text))?.sentence).toBe(sentence);
  expect(refusalIn(reason("something"))?.sentence).toBe("The contract refused: something.");
});

test("an error of another contract is told by its selector", () => {
  expect(refusalIn(asRpcAnswers("0xdeadbeef"))).toEqual({
    name: undefined,
    args: [],
    sentence: "The contract refused: an error that is none of ours (0xdeadbeef).",
  });
});

test("what is no refusal is not taken for one", () => {
  expect(refusalIn(new Error("execution reverted"))).toBeUndefined();
});
