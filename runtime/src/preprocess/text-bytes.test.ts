import { describe, expect, it } from "vitest";
import { textByteLength, textBytes, textOfBytes } from "./text-bytes.ts";

describe("textBytes", () => {
  it.each([
    ["lower case and zeros", "Ab!", 5, [0x61, 0x62, 0x21, 0, 0]],
    ["nothing", "", 2, [0, 0]],
    ["two ways to write é", "e\u0301", 3, [0xc3, 0xa9, 0]],
    ["capitals beyond Latin", "ΣЖ", 4, [0xcf, 0x83, 0xd0, 0xb6]],
    ["a dotted capital I, which becomes two characters", "İ", 4, [0x69, 0xcc, 0x87, 0]],
    ["a cut in the middle of a word", "abcdef", 3, [0x61, 0x62, 0x63]],
    ["no cut within a character", "aé", 2, [0x61, 0]],
    ["no cut within a character of four bytes", "ab😀c", 5, [0x61, 0x62, 0, 0, 0]],
    ["half a surrogate pair", "\ud83d!", 4, [0xef, 0xbf, 0xbd, 0x21]],
  ])("%s", (_name, text, bytes, expected) => {
    expect([...textBytes(text, bytes)]).toEqual(expected);
  });

  it("counts bytes before the cut, after the normalisation", () => {
    expect(textByteLength("E\u0301!")).toBe(3);
    expect(textByteLength("a".repeat(1000))).toBe(1000);
  });

  it("is read back", () => {
    expect(textOfBytes(textBytes("Grüße, 世界", 32))).toBe("grüße, 世界");
    expect(textOfBytes(textBytes("full", 4))).toBe("full");
  });
});
