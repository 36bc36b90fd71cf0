import { concat, encodeAbiParameters, type Hex, zeroHash } from "viem";
import { describe, expect, it } from "vitest";
import { batchItems, batchSizeOf } from "./batch-items.ts";

const encode = (items: readonly Hex[]) => encodeAbiParameters([{ type: "bytes[]" }], [items]);

describe("a batch", () => {
  it("is told by the last byte of its input's hash", () => {
    expect(batchSizeOf(zeroHash)).toBe(0);
    expect(batchSizeOf(`0x${"ab".repeat(31)}10`)).toBe(16);
    expect(batchSizeOf(`0x${"ab".repeat(31)}00`)).toBe(0);
  });

  it("is read where it is encoded as the contract takes it, and nowhere else", () => {
    const items = ["0x0102", "0x", `0x${"11".repeat(33)}`] as const;
    const encoded = encode(items);
    expect(batchItems(encoded, 3)).toEqual(items);
    expect(batchItems(encoded, 2)).toBeNull();
    expect(batchItems(concat([encoded, zeroHash]), 3)).toBeNull();
    expect(batchItems(encoded.slice(0, -2) as Hex, 3)).toBeNull();
    expect(batchItems("0x", 1)).toBeNull();
    expect(batchItems("0x07000000", 1)).toBeNull();
  });
});
