import { limit8, requantiseSum4, roundingOf, storeSome } from "./requantise";

// The window is a list of int32: height, width and channels of x; height and width of y; then the window's fields.
// @ts-ignore: decorator
@inline
function field(window: usize, index: usize): i32 {
  return load<i32>(window + 4 * index);
}

/** The first place of a window, of those `dilation` apart from `start`, that is not before 0. */
// @ts-ignore: decorator
@inline
function firstInside(start: i32, dilation: i32): i32 {
  return start >= 0 ? start : start + ((dilation - 1 - start) / dilation) * dilation;
}

/**
 * Rows `from` to before `to` of all batches' output rows. x is int16 [batch, height, width, channels], readable for 16
 * bytes past its end; places outside it do not count. `sum` says what is taken: the sum, requantised, or the largest.
 */
// @ts-ignore: decorator
@inline
function pool(
  sum: bool, x: usize, window: usize, from: i32, to: i32, multiplier: i32, shift: i32, out: usize,
): void {
  const height = field(window, 0), width = field(window, 1), channels = field(window, 2);
  const outHeight = field(window, 3), outWidth = field(window, 4);
  const kernelHeight = field(window, 5), kernelWidth = field(window, 6);
  const strideHeight = field(window, 7), strideWidth = field(window, 8);
  const dilationHeight = field(window, 9), dilationWidth = field(window, 10);
  const padTop = field(window, 11), padLeft = field(window, 12);
  const m = i32x4.splat(multiplier);
  const rounding = roundingOf(shift);
  const least = i16x8.splat(-32767);
  const most = i16x8.splat(32767);
  out += <usize>from * outWidth * channels * 2;
  for (let row = from; row < to; row++) {
    const image = x + <usize>(row / outHeight) * height * width * channels * 2;
    const top = (row % outHeight) * strideHeight - padTop;
    const h0 = firstInside(top, dilationHeight);
    const h1 = min(height, top + (kernelHeight - 1) * dilationHeight + 1);
    for (let ow = 0; ow < outWidth; ow++, out += 2 * channels) {
      const left = ow * strideWidth - padLeft;
      const w0 = firstInside(left, dilationWidth);
      const w1 = min(width, left + (kernelWidth - 1) * dilationWidth + 1);
      for (let c = 0; c < channels; c += 8) {
        let a = sum ? i32x4.splat(0) : i16x8.splat(-32768);
        let b = a;
        for (let h = h0; h < h1; h += dilationHeight) {
          for (let w = w0; w < w1; w += dilationWidth) {
            const v = v128.load(image + ((<usize>h * width + w) * channels + c) * 2);
            if (sum) {
              a = i32x4.add(a, i32x4.extend_low_i16x8_s(v));
              b = i32x4.add(b, i32x4.extend_high_i16x8_s(v));
            } else {
              a = i16x8.max_s(a, v);
            }
          }
        }
        const y = sum
          ? limit8(requantiseSum4(a, m, rounding, shift), requantiseSum4(b, m, rounding, shift), least, most)
          : a;
        storeSome(out + 2 * c, y, channels - c);
      }
    }
  }
}

export function maxPool(x: usize, window: usize, from: i32, to: i32, out: usize): void {
  pool(false, x, window, from, to, 0, 32, out);
}

export function sumPool(
  x: usize, window: usize, from: i32, to: i32, multiplier: i32, shift: i32, out: usize,
): void {
  pool(true, x, window, from, to, multiplier, shift, out);
}
