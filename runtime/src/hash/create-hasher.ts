import { Kernels } from "../kernels/kernels.ts";
import type { Hasher } from "./hasher.ts";

const HASH_BYTES = 32;
/** Messages are copied into the kernels' memory in portions of about this size. */
const PORTION_BYTES = 65536;

/** keccak256 in WebAssembly, two messages side by side. */
export async function createHasher(): Promise<Hasher> {
  return new WasmHasher(await Kernels.create());
}

class WasmHasher implements Hasher {
  readonly #kernels: Kernels;
  #messages = { address: 0, size: 0 };
  #hashes = { address: 0, size: 0 };

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  hash(message: Uint8Array): Uint8Array {
    const hash = new Uint8Array(HASH_BYTES);
    this.#hashPortion(message, message.length, 1, hash);
    return hash;
  }

  hashMany(messages: Uint8Array, length: number): Uint8Array {
    if (length < 1 || messages.length % length !== 0) {
      throw new RangeError(`expected whole messages of ${length} bytes, found ${messages.length} bytes`);
    }
    const count = messages.length / length;
    const hashes = new Uint8Array(count * HASH_BYTES);
    // An even number, so that only the very last message can be without a neighbour.
    const portion = 2 * Math.max(1, Math.floor(PORTION_BYTES / (2 * length)));
    for (let first = 0; first < count; first += portion) {
      const end = Math.min(count, first + portion);
      const out = hashes.subarray(first * HASH_BYTES, end * HASH_BYTES);
      this.#hashPortion(messages.subarray(first * length, end * length), length, end - first, out);
    }
    return hashes;
  }

  #hashPortion(messages: Uint8Array, length: number, count: number, out: Uint8Array): void {
    const kernels = this.#kernels;
    this.#messages = this.#atLeast(this.#messages, messages.length);
    this.#hashes = this.#atLeast(this.#hashes, (count + 1) * HASH_BYTES);
    kernels.view(this.#messages.address, messages.length).set(messages);
    kernels.functions.keccak256Many(this.#messages.address, length, count, this.#hashes.address);
    out.set(kernels.view(this.#hashes.address, out.length));
  }

  /** Twice the size when it does not suffice: what is left behind is never more than what is used. */
  #atLeast(region: { address: number; size: number }, size: number): { address: number; size: number } {
    if (size <= region.size) return region;
    const grown = Math.max(size, 2 * region.size, PORTION_BYTES);
    return { address: this.#kernels.reserve(grown), size: grown };
  }
}
