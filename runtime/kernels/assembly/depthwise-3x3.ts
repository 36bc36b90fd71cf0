import { limit8, requantise4, roundingOf } from "./requantise";

/** Channels computed together: with eight, the windows of neighbours would not stay in registers. */
const CHANNELS: usize = 4;
/** Bytes of the weights of four channels: five vectors. */
const PACKED: usize = 80;
/** Elements of x in a part of a row: its three rows, 24 KiB, stay in the first level of cache while all channels pass. */
const PART: usize = 4096;
const LEAST_WIDTH: usize = 4;

/**
 * As `depthwise`, of 3 x 3 taps side by side, `stride` 1 or 2 positions apart: a column of a window is loaded once for all
 * windows of its row that it lies in.
 *
 * The first window of row r begins at x + rowOffsets[r], where `channels` int16 lie side by side, and its rows are
 * `rowBytes` apart; a row of y has `width` positions. Taps of the first two rows are multiplied as pairs. `packed` has,
 * for every four channels, five vectors of int16 pairs: columns 0, 1 and 2 of the first two rows, then of the third row
 * (0, column 0) and (columns 1, 2) where the stride is 1, (columns 0, 1) and (column 2, 0) where it is 2. `heads` has
 * eight biases and eight multipliers for every eight channels. y is int16 [rows, width, channels].
 */
export function depthwise3x3(
  x: usize, rowOffsets: usize, rows: usize, width: usize, rowBytes: usize, stride: usize, packed: usize, heads: usize,
  channels: usize, shift: i32, low: i32, high: i32, out: usize,
): void {
  const part = max(LEAST_WIDTH, PART / (channels * stride));
  const step = 2 * channels;
  for (let r: usize = 0; r < rows; r++) {
    const start = x + load<u32>(rowOffsets + 4 * r);
    for (let from: usize = 0; from < width; from += part) {
      const count = min(part, width - from);
      let to = out + (r * width + from) * step;
      let at = start + from * stride * step;
      let w = packed;
      for (let c: usize = 0; c < channels; c += CHANNELS, to += 2 * CHANNELS, at += 2 * CHANNELS, w += PACKED) {
        const head = heads + (c >> 3) * 64 + (c & 4) * 4;
        if (stride == 1) slide1(at, count, step, rowBytes, w, head, channels - c, shift, low, high, to);
        else slide2(at, count, step, rowBytes, w, head, channels - c, shift, low, high, to);
      }
    }
  }
}

/** Four channels of neighbouring windows, one position apart. */
// @ts-ignore: decorator
@inline
function slide1(
  x: usize, count: usize, step: usize, rowBytes: usize, w: usize, head: usize, channels: usize, shift: i32, low: i32,
  high: i32, out: usize,
): void {
  const bias = v128.load(head);
  const multipliers = v128.load(head, 32);
  const rounding = roundingOf(shift);
  const least = i16x8.splat(<i16>low);
  const most = i16x8.splat(<i16>high);
  const w0 = v128.load(w);
  const w1 = v128.load(w, 16);
  const w2 = v128.load(w, 32);
  const w3 = v128.load(w, 48);
  const w4 = v128.load(w, 64);
  let y = x + rowBytes;
  let z = y + rowBytes;
  let last = v128.load64_zero(z);
  let below0 = pairs(i64x2.splat(0), last);
  let above0 = pairs(v128.load64_zero(x), v128.load64_zero(y));
  x += step, y += step, z += step;
  let third = v128.load64_zero(z);
  let below1 = pairs(last, third);
  last = third;
  let above1 = pairs(v128.load64_zero(x), v128.load64_zero(y));
  for (; count != 0; count--, out += step) {
    x += step, y += step, z += step;
    const above2 = pairs(v128.load64_zero(x), v128.load64_zero(y));
    third = v128.load64_zero(z);
    const below2 = pairs(last, third);
    last = third;
    let a = i32x4.add(bias, i32x4.dot_i16x8_s(above0, w0));
    let b = i32x4.dot_i16x8_s(above1, w1);
    a = i32x4.add(a, i32x4.dot_i16x8_s(above2, w2));
    b = i32x4.add(b, i32x4.dot_i16x8_s(below0, w3));
    a = i32x4.add(a, i32x4.dot_i16x8_s(below2, w4));
    a = requantise4(i32x4.add(a, b), multipliers, rounding, shift);
    storeFour(out, limit8(a, a, least, most), channels);
    above0 = above1;
    above1 = above2;
    below0 = below1;
    below1 = below2;
  }
}

/** Four channels of windows that are two positions apart. */
// @ts-ignore: decorator
@inline
function slide2(
  x: usize, count: usize, step: usize, rowBytes: usize, w: usize, head: usize, channels: usize, shift: i32, low: i32,
  high: i32, out: usize,
): void {
  const bias = v128.load(head);
  const multipliers = v128.load(head, 32);
  const rounding = roundingOf(shift);
  const least = i16x8.splat(<i16>low);
  const most = i16x8.splat(<i16>high);
  const zero = i64x2.splat(0);
  const w0 = v128.load(w);
  const w1 = v128.load(w, 16);
  const w2 = v128.load(w, 32);
  const w3 = v128.load(w, 48);
  const w4 = v128.load(w, 64);
  let y = x + rowBytes;
  let z = y + rowBytes;
  let above0 = pairs(v128.load64_zero(x), v128.load64_zero(y));
  let first = v128.load64_zero(z);
  for (; count != 0; count--, out += step) {
    x += step, y += step, z += step;
    const above1 = pairs(v128.load64_zero(x), v128.load64_zero(y));
    const second = v128.load64_zero(z);
    x += step, y += step, z += step;
    const above2 = pairs(v128.load64_zero(x), v128.load64_zero(y));
    const third = v128.load64_zero(z);
    let a = i32x4.add(bias, i32x4.dot_i16x8_s(above0, w0));
    let b = i32x4.dot_i16x8_s(above1, w1);
    a = i32x4.add(a, i32x4.dot_i16x8_s(above2, w2));
    b = i32x4.add(b, i32x4.dot_i16x8_s(pairs(first, second), w3));
    a = i32x4.add(a, i32x4.dot_i16x8_s(pairs(third, zero), w4));
    a = requantise4(i32x4.add(a, b), multipliers, rounding, shift);
    storeFour(out, limit8(a, a, least, most), channels);
    above0 = above2;
    first = third;
  }
}

/** The first four int16 of two vectors side by side. */
// @ts-ignore: decorator
@inline
function pairs(u: v128, v: v128): v128 {
  return v128.shuffle<i16>(u, v, 0, 8, 1, 9, 2, 10, 3, 11);
}

// @ts-ignore: decorator
@inline
function storeFour(out: usize, values: v128, count: usize): void {
  if (count >= 4) {
    v128.store64_lane(out, values, 0);
    return;
  }
  store<i16>(out, i16x8.extract_lane_s(values, 0));
  if (count > 1) store<i16>(out, i16x8.extract_lane_s(values, 1), 2);
  if (count > 2) store<i16>(out, i16x8.extract_lane_s(values, 2), 4);
}
