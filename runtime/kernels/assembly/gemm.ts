// y[r, c] = clamp(requantise(bias[c] + x[r] . w[c])); arithmetic in docs/tensor-programs.md.

// @ts-ignore: decorator
@inline
function dot8(acc: v128, x: usize, w: usize): v128 {
  return i32x4.add(acc, i32x4.dot_i16x8_s(v128.load(x), v128.load_ext<i8>(w)));
}

// @ts-ignore: decorator
@inline
function sum(acc: v128): i32 {
  return (
    i32x4.extract_lane(acc, 0) + i32x4.extract_lane(acc, 1) + i32x4.extract_lane(acc, 2) + i32x4.extract_lane(acc, 3)
  );
}

// @ts-ignore: decorator
@inline
function finish(dot: i32, head: usize, shift: i64, low: i32, high: i32, out: usize): void {
  const accumulator = load<i32>(head) + dot;
  const multiplier = <i64>(load<u32>(head, 4) & 0x7fffffff);
  // |product| < 2^62 and the rounding term is at most 2^61: no overflow of 64 bits.
  const scaled = <i32>((<i64>accumulator * multiplier + ((<i64>1) << (shift - 1))) >> shift);
  store<i16>(out, min(high, max(low, scaled)));
}

/**
 * x: int16 [rows, columns], readable for 32 bytes past its end. w: int8, a channel every `stride` bytes, a multiple of
 * 8, zero from `columns` to `stride`. heads: bias (int32) and multiplier (uint32) of each channel. out: int16
 * [rows, channels]. What is read past a row of x meets weights of zero.
 */
export function gemm(
  x: usize, rows: usize, columns: usize, w: usize, stride: usize, heads: usize, channels: usize, shift: i64, low: i32,
  high: i32, out: usize,
): void {
  for (let r: usize = 0; r < rows; r++, x += columns * 2) {
    let row = w;
    let c: usize = 0;
    for (; c + 4 <= channels; c += 4, row += 4 * stride, out += 8) {
      let a0 = i64x2.splat(0);
      let a1 = i64x2.splat(0);
      let a2 = i64x2.splat(0);
      let a3 = i64x2.splat(0);
      for (let k: usize = 0; k < stride; k += 8) {
        const p = x + 2 * k;
        a0 = dot8(a0, p, row + k);
        a1 = dot8(a1, p, row + stride + k);
        a2 = dot8(a2, p, row + 2 * stride + k);
        a3 = dot8(a3, p, row + 3 * stride + k);
      }
      const head = heads + c * 8;
      finish(sum(a0), head, shift, low, high, out);
      finish(sum(a1), head + 8, shift, low, high, out + 2);
      finish(sum(a2), head + 16, shift, low, high, out + 4);
      finish(sum(a3), head + 24, shift, low, high, out + 6);
    }
    for (; c < channels; c++, row += stride, out += 2) {
      let acc = i64x2.splat(0);
      for (let k: usize = 0; k < stride; k += 8) acc = dot8(acc, x + 2 * k, row + k);
      finish(sum(acc), heads + c * 8, shift, low, high, out);
    }
  }
}
