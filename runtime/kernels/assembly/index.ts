export { argMax } from "./arg-max";
export { clampInt16, clampUint8 } from "./clamp";
export { gemm } from "./gemm";
export { keccak256Many } from "./keccak256";

/** First byte of the memory that the kernels themselves do not use. */
export const heapBase: usize = __heap_base;
