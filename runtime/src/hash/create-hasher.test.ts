import { keccak_256 } from "@noble/hashes/sha3.js";
import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { createHasher } from "./create-hasher.ts";
import { fromHex, type Hex, toHex } from "./hex.ts";

describe("createHasher", async () => {
  const hasher = await createHasher();

  it("agrees with the vectors", () => {
    const cases = readVectors<{ message: Hex; hash: Hex }>("keccak256");
    expect(cases.length).toBeGreaterThan(15);
    for (const { message, hash } of cases) expect(toHex(hasher.hash(fromHex(message)))).toBe(hash);
  });

  it("agrees with noble on every length to 600", () => {
    const random = new Random(1);
    for (let length = 0; length <= 600; length++) {
      const message = random.bytes(length);
      expect(toHex(hasher.hash(message)), `length ${length}`).toBe(toHex(keccak_256(message)));
    }
  });

  it("agrees with noble on many messages, an odd number of them and more than one portion", () => {
    const random = new Random(2);
    for (const [length, count] of [
      [1, 7],
      [64, 2049],
      [96, 3],
      [136, 5],
      [288, 457],
      [1056, 65],
      [70000, 3],
    ]) {
      const messages = random.bytes(length * count);
      const hashes = hasher.hashMany(messages, length);
      expect(hashes.length).toBe(32 * count);
      for (let i = 0; i < count; i++) {
        const expected = keccak_256(messages.subarray(i * length, (i + 1) * length));
        expect(toHex(hashes.subarray(32 * i, 32 * i + 32)), `${i} of ${count} x ${length}`).toBe(toHex(expected));
      }
    }
  });

  it("hashes a message of a megabyte", () => {
    const message = new Random(3).bytes(2 ** 20 + 17);
    expect(toHex(hasher.hash(message))).toBe(toHex(keccak_256(message)));
  });

  it("refuses bytes that are no whole messages", () => {
    expect(() => hasher.hashMany(new Uint8Array(65), 64)).toThrow(RangeError);
    expect(() => hasher.hashMany(new Uint8Array(64), 0)).toThrow(RangeError);
  });
});
