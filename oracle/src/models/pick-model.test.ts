import { expect, test } from "vitest";
import { pickModel } from "./pick-model.ts";

const model = (id: bigint, name: string, modelHash: `0x${string}`) => ({ id, name, modelHash });
const ours = model(1n, "digits", "0xaa");
const copy = model(2n, "digits", "0xbb");
const again = model(3n, "digits", "0xaa");
const letters = model(4n, "letters", "0xcc");
const local = new Set(["0xaa"]);

test("a name that one model has is that model, whether its package is here or not", () => {
  expect(pickModel("letters", [ours, letters], local)).toBe(letters);
});

test("of several the one whose package is here is taken", () => {
  expect(pickModel("digits", [copy, ours, letters], local)).toBe(ours);
});

test("without a package here several are an error that lists the ids", () => {
  const ids = [1n, 2n].map((id) => `0x${id.toString(16).padStart(64, "0")}`);
  expect(() => pickModel("digits", [ours, copy], new Set())).toThrow(`2 models are called "digits"`);
  expect(() => pickModel("digits", [ours, copy], new Set())).toThrow(ids.join(", "));
});

test("two listings of the package that is here are an error too: they may differ in price", () => {
  expect(() => pickModel("digits", [ours, copy, again], local)).toThrow(`3 models are called "digits"`);
});

test("a name that no model has is an error that names those there are", () => {
  expect(() => pickModel("digit", [ours, letters], local)).toThrow(
    `No model is called "digit". There are: digits, letters.`,
  );
  expect(() => pickModel("digit", [], local)).toThrow("None is registered.");
});
