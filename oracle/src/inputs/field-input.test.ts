import type { Field } from "@openimo/runtime";
import { describe, expect, test } from "vitest";
import { fieldInput } from "./field-input.ts";
import type { AskedModel } from "./how-to-ask.ts";

const label: Field = { name: "label", bytes: 1, meaning: { kind: "choice", labels: ["zero", "one", "7"] } };
const seed: Field = { name: "seed", bytes: 8, meaning: { kind: "seed" } };
const size: Field = { name: "size", bytes: 2, meaning: { kind: "numbers" } };

const model = (...fields: Field[]): AskedModel => ({ name: "painter", input: { meaning: { kind: "fields", fields } } });

const args = (...fields: string[]) => ({ fields });

describe("fields", () => {
  test("are the bytes one after the other", () => {
    const given = { choose: "7", seedHex: "0x0102030405060708", fields: ["size=0xfffe"] };
    expect([...fieldInput(model(label, seed, size), given)]).toEqual([2, 1, 2, 3, 4, 5, 6, 7, 8, 255, 254]);
  });

  test("are the same by name", () => {
    const named = fieldInput(model(label, seed), args("seed=0x0102030405060708", "label=one"));
    expect(named).toEqual(fieldInput(model(label, seed), { choose: "one", seedHex: "0x0102030405060708", fields: [] }));
  });

  test("have a random seed unless one is given", () => {
    const [one, other] = [1, 2].map(() => fieldInput(model(label, seed), args("label=one")));
    expect(one).toHaveLength(9);
    expect(one).not.toEqual(other);
  });

  test.each<[string, Field[], { choose?: string; seedHex?: string; fields: string[] }, string]>([
    ["a missing choice", [label, seed], args(), "Choose the label with --choose or --field label=…: zero, one, 7."],
    ["a label there is not", [label], { choose: "8", fields: [] }, '"8" is no label. There are: zero, one, 7.'],
    ["an unknown field", [label], args("colour=red"), "There is no field colour. There are: label."],
    ["a field twice", [label], { choose: "one", fields: ["label=7"] }, "The field label is given twice."],
    ["no value", [label], args("label"), 'takes name=value, not "label"'],
    ["a short seed", [label, seed], { choose: "7", seedHex: "0x01", fields: [] }, "takes 0x and 16 hexadecimal digits"],
    ["missing numbers", [size], args(), "The field size is missing: --field size=0x… with 2 bytes"],
    ["one choice for two", [label, { ...label, name: "other" }], { choose: "7", fields: [] }, "one choice"],
  ])("with %s are refused", (_name, fields, given, message) => {
    expect(() => fieldInput(model(...fields), given)).toThrow(message);
  });

  test("are none of a model that takes something else", () => {
    const text: AskedModel = { name: "guardian", input: { meaning: { kind: "text", bytes: 4 } } };
    expect(() => fieldInput(text, args("label=7"))).toThrow("guardian has no fields; it takes a text: use --text.");
  });
});
