import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { fromHex, type Hex, toHex } from "../hash/hex.ts";
import { askedInputs, batchHashOf, decodeItems, encodeItems, itemSeed, MAX_BATCH_ITEMS } from "./batch.ts";
import { inputHashOf } from "./input-hash.ts";

interface BatchVector {
  readonly inputs: readonly Hex[];
  readonly encoded: Hex;
  readonly hash: Hex;
  readonly seed: Hex;
  readonly seeds: readonly Hex[];
}

describe("batches", () => {
  it.each(readVectors<BatchVector>("batch"))("hash, encoding and seeds of $inputs.length inputs", (vector) => {
    const inputs = vector.inputs.map(fromHex);
    expect(toHex(encodeItems(inputs))).toBe(vector.encoded);
    expect(decodeItems(fromHex(vector.encoded), inputs.length)?.map(toHex)).toEqual(vector.inputs);
    expect(toHex(batchHashOf(inputs))).toBe(vector.hash);
    expect(inputs.map((_, i) => toHex(itemSeed(fromHex(vector.seed), i)))).toEqual(vector.seeds);
  });

  it("takes no other bytes for the same list", () => {
    const seed = Random.seed();
    const random = new Random(seed);
    for (let trial = 0; trial < 300; trial++) {
      const items = Array.from({ length: random.integer(1, 5) }, () => random.bytes(random.integer(0, 70)));
      const encoded = encodeItems(items);
      const changed = encoded.slice();
      const at = random.integer(0, encoded.length - 1);
      changed[at] ^= 1 << random.integer(0, 7);
      const found = decodeItems(changed, items.length);
      // A byte of an item is another item; any other byte is no encoding.
      if (found !== null) expect(toHex(encodeItems(found)), `seed ${seed}`).toBe(toHex(changed));
      const wrong = [encoded.slice(1), encoded.slice(0, -1), Uint8Array.from([...encoded, 0])];
      for (const bytes of wrong) expect(decodeItems(bytes, items.length), `seed ${seed}`).toBeNull();
      expect(decodeItems(encoded, items.length + 1), `seed ${seed}`).toBeNull();
      expect(decodeItems(encoded, items.length - 1), `seed ${seed}`).toBeNull();
    }
  });

  it("tells by the hash whether a request is a batch", () => {
    const inputs = [new Uint8Array([1, 2]), new Uint8Array(0)];
    const encoded = encodeItems(inputs);
    expect(askedInputs(batchHashOf(inputs), encoded)).toEqual({ inputs, isBatch: true });
    // The same bytes as one input.
    expect(askedInputs(inputHashOf(encoded), encoded)).toEqual({ inputs: [encoded], isBatch: false });
    expect(askedInputs(batchHashOf([inputs[0]]), encodeItems([inputs[0]]))).toEqual({
      inputs: [inputs[0]],
      isBatch: true,
    });
    for (const count of [0, 1, 3, MAX_BATCH_ITEMS + 1, 255]) {
      expect(askedInputs(batchHashOf(inputs).with(31, count), encoded)).toBeNull();
    }
  });
});
