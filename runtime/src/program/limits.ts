/** Limits of a valid program. A record has six words for outputs and four for dimensions. */
export const MAX_OUTPUTS = 6;
export const MAX_RANK = 4;
export const MAX_INSTRUCTIONS = 4096;
export const MAX_CONSTANTS = 4096;
export const MAX_DIMENSION = 2 ** 24;
/** Bytes of one tensor or one constant. */
export const MAX_TENSOR_BYTES = 2 ** 28;
/** Bytes of all values and constants of a program together: what an executor may have to hold. */
export const MAX_PROGRAM_BYTES = 2 ** 31;
/** Steps of a run: an AttentionMix has a term for each. */
export const MAX_STEPS = 4096;
export const MIN_LOG2_LEAF = 6;
export const MAX_LOG2_LEAF = 10;
/** Leaves of 256 bytes unless there is a reason for others. */
export const DEFAULT_LOG2_LEAF = 8;
