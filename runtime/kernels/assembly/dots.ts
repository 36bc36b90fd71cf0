// Many rows times many channels, all dot products: Gemm, Conv2D and MatMul of more than a few rows.
import { limit8, requantise4, roundingOf, storeSome } from "./requantise";

const PANEL: usize = 8;
const TILE: usize = 4;
/** Pairs of x in a block of rows, 128 KiB: a panel of weights stays in the first level of cache, x in the second. */
const BLOCK_PAIRS: usize = 32768;

/**
 * y[r, c] = limited(requantised(bias[c] + the dot product of row r with channel c)).
 *
 * A row of x is `runs` runs of `pairs` pairs of int16; run i of row r begins at x + rowOffsets[r] + runOffsets[i].
 * `packed` has the weights in panels of eight channels, int16: for every pair its four first channels, then its four
 * last ones, the two weights of a channel side by side: that is where v128 dot products put a channel in a lane, so
 * that nothing has to be added across lanes. Weights of no column and of no channel are 0. `heads` has eight biases and
 * eight multipliers for every panel. y is int16, a row every `outStep` bytes.
 *
 * Rows and channels can be computed in parts: `rowOffsets` and `out`, or `packed`, `heads` and `out`, move on.
 */
export function dots(
  x: usize, rowOffsets: usize, rows: usize, runOffsets: usize, runs: usize, pairs: usize, packed: usize, heads: usize,
  channels: usize, shift: i32, low: i32, high: i32, out: usize, outStep: usize,
): void {
  const block = max(TILE, (BLOCK_PAIRS / (runs * pairs)) & ~(TILE - 1));
  for (let from: usize = 0; from < rows; from += block) {
    const to = min(rows, from + block);
    let weights = packed;
    let head = heads;
    for (let c: usize = 0; c < channels; c += PANEL, head += 64, weights += runs * pairs * 32) {
      for (let r = from; r < to; r += TILE) {
        // The last tile of all begins earlier and computes some rows twice, to the same bits.
        const first = rows < TILE ? 0 : min(r, rows - TILE);
        tile(
          x, rowOffsets, first, rows - 1, runOffsets, runs, pairs, weights, head, min(PANEL, channels - c), shift, low,
          high, out + 2 * c, outStep,
        );
      }
    }
  }
}

/**
 * Four rows times eight channels. Rows past the last one are the last one again. The innermost loop is not unrolled: V8
 * makes slower code of more steps.
 */
// @ts-ignore: decorator
@inline
function tile(
  x: usize, rowOffsets: usize, first: usize, last: usize, runOffsets: usize, runs: usize, pairs: usize, weights: usize,
  head: usize, count: usize, shift: i32, low: i32, high: i32, out: usize, outStep: usize,
): void {
  const r1 = min(first + 1, last);
  const r2 = min(first + 2, last);
  const r3 = min(first + 3, last);
  const x0 = x + load<u32>(rowOffsets + 4 * first);
  const x1 = x + load<u32>(rowOffsets + 4 * r1);
  const x2 = x + load<u32>(rowOffsets + 4 * r2);
  const x3 = x + load<u32>(rowOffsets + 4 * r3);
  let a0 = v128.load(head);
  let b0 = v128.load(head, 16);
  let a1 = a0, b1 = b0, a2 = a0, b2 = b0, a3 = a0, b3 = b0;
  for (let i: usize = 0; i < runs; i++) {
    const start = load<u32>(runOffsets + 4 * i);
    let p0 = x0 + start, p1 = x1 + start, p2 = x2 + start, p3 = x3 + start;
    for (let n = pairs; n != 0; n--) {
      const u = v128.load(weights);
      const v = v128.load(weights, 16);
      let s = v128.load32_splat(p0);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(s, u));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(s, v));
      s = v128.load32_splat(p1);
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(s, u));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(s, v));
      s = v128.load32_splat(p2);
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(s, u));
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(s, v));
      s = v128.load32_splat(p3);
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(s, u));
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(s, v));
      p0 += 4;
      p1 += 4;
      p2 += 4;
      p3 += 4;
      weights += 32;
    }
  }
  const m = v128.load(head, 32);
  const n = v128.load(head, 48);
  const rounding = roundingOf(shift);
  const least = i16x8.splat(<i16>low);
  const most = i16x8.splat(<i16>high);
  const y0 = limit8(
    requantise4(a0, m, rounding, shift), requantise4(b0, n, rounding, shift), least, most,
  );
  const y1 = limit8(
    requantise4(a1, m, rounding, shift), requantise4(b1, n, rounding, shift), least, most,
  );
  const y2 = limit8(
    requantise4(a2, m, rounding, shift), requantise4(b2, n, rounding, shift), least, most,
  );
  const y3 = limit8(
    requantise4(a3, m, rounding, shift), requantise4(b3, n, rounding, shift), least, most,
  );
  storeSome(out + first * outStep, y0, count);
  storeSome(out + r1 * outStep, y1, count);
  storeSome(out + r2 * outStep, y2, count);
  storeSome(out + r3 * outStep, y3, count);
}

/**
 * Packs int16 [channels, columns] as the weights of `dots` with one run: a panel has eight channels, those past the last
 * one are 0, and so is the second weight of the last pair where the number of columns is odd.
 */
export function packPairs(w: usize, channels: usize, columns: usize, packed: usize): void {
  const pairs = (columns + 1) >> 1;
  for (let c: usize = 0; c < channels; c += PANEL) {
    for (let i: usize = 0; i < PANEL; i++) {
      let to = packed + 4 * i;
      if (c + i >= channels) {
        for (let k: usize = 0; k < pairs; k++, to += 32) store<u32>(to, 0);
        continue;
      }
      const from = w + (c + i) * columns * 2;
      for (let k: usize = 0; k < columns >> 1; k++, to += 32) store<u32>(to, load<u32>(from + 4 * k));
      if (columns & 1) store<u32>(to, <u32>load<u16>(from + 2 * (columns - 1)));
    }
    packed += pairs * 32;
  }
}
