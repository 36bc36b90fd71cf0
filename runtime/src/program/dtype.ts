/** Element type of a tensor. Values are stored little-endian, two's complement. */
export type DType = "uint8" | "int8" | "int16" | "int32";

/** What is known of an element type: its code in records and leaf headers, its size in bytes, its symmetric range. */
interface DTypeInfo {
  readonly code: number;
  readonly bytes: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The element types. Signed ranges are symmetric, so that negation never overflows and a saturated value means the
 * same on both sides. int32 holds indexes, sums and limbs, which no clamp limits.
 */
export const DTYPES: Readonly<Record<DType, DTypeInfo>> = {
  uint8: { code: 1, bytes: 1, min: 0, max: 255 },
  int8: { code: 2, bytes: 1, min: -127, max: 127 },
  int16: { code: 3, bytes: 2, min: -32767, max: 32767 },
  int32: { code: 4, bytes: 4, min: -2147483647, max: 2147483647 },
};
