import { KERNELS_BASE64, SHARED_FLAG_OFFSET } from "./kernels.generated.ts";

/** The functions of `kernels/assembly`. Arguments are addresses and sizes in the module's memory. */
export type KernelFunctions = {
  readonly attentionMix: (
    p: number,
    heads: number,
    headSize: number,
    values: number,
    valueHeads: number,
    steps: number,
    step: number,
    multiplier: bigint,
    shift: bigint,
    out: number,
  ) => void;
  readonly attentionScores: (
    q: number,
    heads: number,
    headSize: number,
    keys: number,
    keyHeads: number,
    steps: number,
    step: number,
    multiplier: bigint,
    shift: bigint,
    out: number,
  ) => void;
  readonly cacheAppend: (x: number, count: number, steps: number, axis: number, step: number, cache: number) => void;
  readonly expShift: (
    x: number,
    rows: number,
    columns: number,
    most: number,
    table: number,
    multiplier: bigint,
    shift: bigint,
    out: number,
  ) => void;
  readonly gather: (
    indexes: number,
    count: number,
    isByte: number,
    weights: number,
    stride: number,
    heads: number,
    rows: number,
    columns: number,
    shift: bigint,
    out: number,
  ) => void;
  readonly normApply: (
    x: number,
    rows: number,
    columns: number,
    reciprocal: number,
    sums: number,
    weights: number,
    stride: number,
    heads: number,
    shift: bigint,
    low: number,
    high: number,
    out: number,
  ) => void;
  readonly position: (step: number, out: number) => void;
  readonly rope: (
    x: number,
    rows: number,
    width: number,
    table: number,
    headSize: number,
    step: number,
    out: number,
  ) => void;
  readonly rowMax: (x: number, rows: number, columns: number, out: number) => void;
  readonly rowSum: (x: number, rows: number, columns: number, out: number) => void;
  readonly rowSumSq: (x: number, rows: number, columns: number, centred: number, out: number) => void;
  readonly sample: (
    x: number,
    count: number,
    gumbel: number,
    seed: number,
    step: number,
    multiplier: bigint,
    shift: bigint,
    out: number,
  ) => void;
  readonly softmaxNormalise: (e: number, rows: number, columns: number, sums: number, out: number) => void;
  readonly sqrtReciprocal: (x: number, count: number, epsilon: bigint, out: number) => void;
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
  readonly add: (
    left: number,
    right: number,
    count: number,
    period: number,
    leftMultiplier: number,
    rightMultiplier: number,
    shift: number,
    low: number,
    high: number,
    out: number,
  ) => void;
  readonly depthwise: (
    x: number,
    rowOffsets: number,
    positions: number,
    tapOffsets: number,
    pairs: number,
    packed: number,
    heads: number,
    channels: number,
    shift: number,
    low: number,
    high: number,
    out: number,
  ) => void;
  readonly depthwise3x3: (
    x: number,
    rowOffsets: number,
    rows: number,
    width: number,
    rowBytes: number,
    stride: number,
    packed: number,
    heads: number,
    channels: number,
    shift: number,
    low: number,
    high: number,
    out: number,
  ) => void;
  readonly dots: (
    x: number,
    rowOffsets: number,
    rows: number,
    runOffsets: number,
    runs: number,
    pairs: number,
    packed: number,
    heads: number,
    channels: number,
    shift: number,
    low: number,
    high: number,
    out: number,
    outStep: number,
  ) => void;
  readonly embed: (
    x: number,
    batch: number,
    height: number,
    rowBytes: number,
    top: number,
    leftBytes: number,
    outHeight: number,
    outRowBytes: number,
    out: number,
  ) => void;
  readonly lut: (x: number, count: number, table: number, out: number) => void;
  readonly matVec: (
    x: number,
    rows: number,
    w: number,
    channels: number,
    columns: number,
    multiplier: number,
    shift: number,
    low: number,
    high: number,
    out: number,
  ) => void;
  readonly maxPool: (x: number, window: number, from: number, to: number, out: number) => void;
  readonly move: (x: number, out: number, log2Bytes: number, layout: number) => void;
  readonly mul: (
    left: number,
    right: number,
    count: number,
    period: number,
    multiplier: number,
    shift: number,
    low: number,
    high: number,
    out: number,
  ) => void;
  readonly packPairs: (w: number, channels: number, columns: number, packed: number) => void;
  readonly sumPool: (
    x: number,
    window: number,
    from: number,
    to: number,
    multiplier: number,
    shift: number,
    out: number,
  ) => void;
  readonly keccak256Many: (messages: number, length: number, count: number, out: number) => void;
};

type KernelExports = KernelFunctions & { readonly heapBase: WebAssembly.Global };

/** What a thread needs to call the kernels on the same memory. It can be posted to a worker. */
export interface KernelSharing {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

const PAGE_BYTES = 65536;
/** As the module's import says. */
const MAXIMUM_PAGES = 65536;
/** v128 loads are fastest when aligned. */
const ALIGNMENT = 16;
/** Limits of a memory in the binary format: with a maximum, not shared. */
const NOT_SHARED = 1;

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

function compile(shared: boolean): Promise<WebAssembly.Module> {
  const known = compiled.get(shared);
  if (known !== undefined) return known;
  const binary = Uint8Array.from(atob(KERNELS_BASE64), (character) => character.charCodeAt(0));
  if (!shared) binary[SHARED_FLAG_OFFSET] = NOT_SHARED;
  const module = WebAssembly.compile(binary);
  compiled.set(shared, module);
  return module;
}

/** The kernels on the memory of another thread. */
export function attachKernels({ module, memory }: KernelSharing): KernelFunctions {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as KernelExports;
}

/** One instance of the kernels with a memory of its own. Memory is handed out once and never taken back. */
export class Kernels {
  readonly functions: KernelFunctions;
  readonly sharing: KernelSharing;
  readonly #memory: WebAssembly.Memory;
  #next: number;
  #scratch = { address: 0, size: 0 };

  private constructor(exports: KernelExports, sharing: KernelSharing) {
    this.functions = exports;
    this.sharing = sharing;
    this.#memory = sharing.memory;
    this.#next = exports.heapBase.value;
  }

  /**
   * Instantiates the kernels; the module is compiled once.
   * @param shared Whether the memory is shared with other threads.
   */
  static async create(shared = false): Promise<Kernels> {
    const module = await compile(shared);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared });
    const instance = await WebAssembly.instantiate(module, { env: { memory } });
    return new Kernels(instance.exports as KernelExports, { module, memory });
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

  /** Reserves memory and puts `bytes` into it. */
  place(bytes: Uint8Array): number {
    const address = this.reserve(bytes.length);
    this.view(address, bytes.length).set(bytes);
    return address;
  }

  /**
   * Memory of at least `size` bytes that all instructions share: what one leaves there lasts until the next one.
   * @returns The address.
   * @throws RangeError when the engine gives no more memory.
   */
  scratch(size: number): number {
    if (size > this.#scratch.size) this.#scratch = { address: this.reserve(size), size };
    return this.#scratch.address;
  }

  /** The memory at `address`. The view is valid until the next `reserve`. */
  view(address: number, size: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, size);
  }
}
