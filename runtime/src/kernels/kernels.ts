import { KERNELS_BASE64 } from "./kernels.generated.ts";

/** The functions of `kernels/assembly`. Arguments are addresses and sizes in the module's memory. */
type KernelFunctions = {
  readonly argMax: (x: number, rows: number, columns: number, out: number) => void;
  readonly clampUint8: (x: number, count: number, low: number, high: number, out: number) => void;
  readonly clampInt16: (x: number, count: number, low: number, high: number, out: number) => void;
  readonly gemm: (
    x: number,
    rows: number,
    columns: number,
    weights: number,
    stride: number,
    heads: number,
    channels: number,
    shift: bigint,
    low: number,
    high: number,
    out: number,
  ) => void;
  readonly keccak256Many: (messages: number, length: number, count: number, out: number) => void;
};

type KernelExports = KernelFunctions & {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: WebAssembly.Global;
};

const PAGE_BYTES = 65536;
/** v128 loads are fastest when aligned. */
const ALIGNMENT = 16;

let compiled: Promise<WebAssembly.Module> | null = null;

/** One instance of the kernels with a memory of its own. Memory is handed out once and never taken back. */
export class Kernels {
  readonly functions: KernelFunctions;
  readonly #memory: WebAssembly.Memory;
  #next: number;

  private constructor(exports: KernelExports) {
    this.functions = exports;
    this.#memory = exports.memory;
    this.#next = exports.heapBase.value;
  }

  /** Instantiates the kernels; the module is compiled once. */
  static async create(): Promise<Kernels> {
    compiled ??= WebAssembly.compile(Uint8Array.from(atob(KERNELS_BASE64), (character) => character.charCodeAt(0)));
    const instance = await WebAssembly.instantiate(await compiled);
    return new Kernels(instance.exports as KernelExports);
  }

  /**
   * Reserves `size` bytes, aligned, zero at first.
   * @returns The address.
   * @throws RangeError when the engine gives no more memory.
   */
  reserve(size: number): number {
    const address = Math.ceil(this.#next / ALIGNMENT) * ALIGNMENT;
    this.#next = address + size;
    const missing = this.#next - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    return address;
  }

  /** The memory at `address`. The view is valid until the next `reserve`. */
  view(address: number, size: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, size);
  }
}
