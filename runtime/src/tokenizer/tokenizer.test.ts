import { describe, expect, it } from "vitest";
import { canonicalJson, type JsonValue } from "../package/canonical-json.ts";
import { PackageError } from "../package/package-error.ts";
import { decodeTokens } from "./decode-tokens.ts";
import { encodeText } from "./encode-text.ts";
import { parseTokenizer } from "./parse-tokenizer.ts";

const PIECE = " ?[A-Za-z]+|[^A-Za-z]";
const SMALL = {
  end: 0,
  piece: PIECE,
  tokens: ["<|end|>", " ", "a", "b", "ab", " ab", "aab"],
  merges: [
    [2, 3],
    [1, 4],
    [2, 4],
  ],
};
const parsed = (json: JsonValue) => parseTokenizer("tokenizer.json", canonicalJson(json));
const small = parsed(SMALL);

describe("a tokenizer", () => {
  it.each([
    { text: "", tokens: [0] },
    { text: "ab ab", tokens: [0, 4, 5] },
    { text: "aab", tokens: [0, 6] },
    // The earliest merge is done everywhere before a later one is.
    { text: "abaab", tokens: [0, 4, 6] },
    { text: "b\tc\u{1f600}a", tokens: [0, 3, 1, 1, 1, 2] },
  ])("cuts $text", ({ text, tokens }) => {
    expect(encodeText(small, text)).toEqual(tokens);
  });

  it("gives a text back, its unknown characters as spaces", () => {
    expect(decodeTokens(small, encodeText(small, "abba a\u00e9b  "))).toBe("abba a b  ");
    expect(() => decodeTokens(small, [7])).toThrow(RangeError);
    expect(() => decodeTokens(small, [-1])).toThrow(RangeError);
  });

  it("takes texts up to its limit, in bounded time", () => {
    expect(encodeText(small, "ab".repeat(2 ** 15))).toHaveLength(2 ** 15 + 1);
    expect(() => encodeText(small, "a".repeat(2 ** 16 + 1))).toThrow(RangeError);
  });

  it.each<{ what: string; json: JsonValue; message: string }>([
    { what: "another pattern", json: { ...SMALL, piece: "(a+)+$" }, message: "at piece" },
    { what: "no space", json: { ...SMALL, tokens: ["", "c", "a", "b", "ab", "cab", "aab"] }, message: "a space" },
    { what: "a long first token", json: { ...SMALL, tokens: ["", " ", "ax", "b"], merges: [] }, message: "tokens[2]" },
    { what: "a character twice", json: { ...SMALL, tokens: ["", " ", "a", "a"], merges: [] }, message: "tokens[3]" },
    {
      what: "a merge of a later token",
      json: {
        ...SMALL,
        merges: [
          [2, 4],
          [1, 4],
          [2, 4],
        ],
      },
      message: "merges[0][1]",
    },
    {
      what: "a merge of the end",
      json: {
        ...SMALL,
        merges: [
          [0, 3],
          [1, 4],
          [2, 4],
        ],
      },
      message: "merges[0]",
    },
    {
      what: "a pair twice",
      json: {
        ...SMALL,
        tokens: ["", " ", "a", "b", "ab", "ab"],
        merges: [
          [2, 3],
          [2, 3],
        ],
      },
      message: "merges[1]",
    },
    {
      what: "another text of a merge",
      json: {
        ...SMALL,
        merges: [
          [3, 2],
          [1, 4],
          [2, 4],
        ],
      },
      message: "tokens[4]",
    },
    {
      what: "more merges than tokens",
      json: {
        ...SMALL,
        tokens: [" "],
        merges: [
          [0, 0],
          [0, 0],
        ],
      },
      message: "merges",
    },
    { what: "an end that is no token", json: { ...SMALL, end: 4 }, message: "at end" },
    {
      what: "a token too long",
      json: { ...SMALL, tokens: ["", " ", "a".repeat(129)], merges: [] },
      message: "tokens[2]",
    },
    { what: "another member", json: { ...SMALL, more: 1 }, message: "more" },
  ])("refuses $what", ({ json, message }) => {
    expect(() => parsed(json)).toThrow(PackageError);
    expect(() => parsed(json)).toThrow(message);
  });

  it("refuses what is not canonical, and what is too large", () => {
    const spaced = new TextEncoder().encode(JSON.stringify(SMALL, null, 1));
    expect(() => parseTokenizer("tokenizer.json", spaced)).toThrow("canonical");
    expect(() => parseTokenizer("tokenizer.json", new Uint8Array(2 ** 22 + 1))).toThrow("bytes");
  });
});
