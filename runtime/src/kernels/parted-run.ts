import type { KernelFunctions } from "./kernels.ts";

/** A call of one kernel; it can be posted to a worker. */
export interface KernelCall {
  readonly kernel: keyof KernelFunctions;
  readonly args: readonly (number | bigint)[];
}

/** The computation of an instruction as calls that write different elements: any threads may take them in any order. */
export interface PartedRun {
  /** What has to be done before, by one thread. */
  readonly before: () => void;
  readonly calls: readonly KernelCall[];
  /** Multiplications of all calls together. */
  readonly work: number;
}

/** Parts of one instruction at most: more only cost more calls. */
const MOST_PARTS = 16;

/** From an element to before another one. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * Divides `count` elements into parts that begin at multiples of `step`.
 * @param work Multiplications of all elements together.
 * @param partWork Multiplications that a part has at least.
 */
export function partsOf(count: number, step: number, work: number, partWork: number): Part[] {
  const parts = Math.max(1, Math.min(MOST_PARTS, Math.floor(work / partWork), Math.ceil(count / step)));
  const size = Math.ceil(count / parts / step) * step;
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(count, (i + 1) * size),
  }));
}

/** Calls a kernel. */
export function callKernel(functions: KernelFunctions, { kernel, args }: KernelCall): void {
  (functions[kernel] as (...args: readonly (number | bigint)[]) => void)(...args);
}
