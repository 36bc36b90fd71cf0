export { attentionMix } from "./attention-mix";
export { attentionScores } from "./attention-scores";
export { cacheAppend } from "./cache-append";
export { expShift } from "./exp-shift";
export { gather } from "./gather";
export { normApply } from "./norm-apply";
export { position } from "./position";
export { rope } from "./rope";
export { rowMax } from "./row-max";
export { rowSum } from "./row-sum";
export { rowSumSq } from "./row-sum-sq";
export { sample } from "./sample";
export { softmaxNormalise } from "./softmax-normalise";
export { sqrtReciprocal } from "./sqrt-reciprocal";
export { argMax } from "./arg-max";
export { add, lut, mul } from "./arithmetic";
export { clampInt16, clampUint8 } from "./clamp";
export { depthwise } from "./depthwise";
export { depthwise3x3 } from "./depthwise-3x3";
export { dots, packPairs } from "./dots";
export { gemm } from "./gemm";
export { keccak256Many } from "./keccak256";
export { matVec } from "./mat-vec";
export { embed, move } from "./move";
export { maxPool, sumPool } from "./pool";

/** First byte of the memory that the kernels themselves do not use. */
export const heapBase: usize = __heap_base;
