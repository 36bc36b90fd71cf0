import { limit8, requantise4, roundingOf, storeSome } from "./requantise";

/**
 * y[p, c] = limited(requantised(bias[c] + sum over t of x[p, t, c] * w[c, t])), every channel by itself.
 *
 * Tap t of position p begins at x + rowOffsets[p] + tapOffsets[t], where `channels` int16 lie side by side; there are
 * `pairs` pairs of taps, and an odd number of them ends with a tap whose weights are 0. `packed` has, for every eight
 * channels and every pair of taps, 16 int16: the two weights of a channel side by side. `heads` has eight biases and
 * eight multipliers for every eight channels. y is int16 [positions, channels].
 */
export function depthwise(
  x: usize, rowOffsets: usize, positions: usize, tapOffsets: usize, pairs: usize, packed: usize, heads: usize,
  channels: usize, shift: i32, low: i32, high: i32, out: usize,
): void {
  const rounding = roundingOf(shift);
  const least = i16x8.splat(<i16>low);
  const most = i16x8.splat(<i16>high);
  for (let p: usize = 0; p < positions; p++, out += 2 * channels) {
    const start = x + load<u32>(rowOffsets + 4 * p);
    let w = packed;
    let head = heads;
    for (let c: usize = 0; c < channels; c += 8, head += 64) {
      const from = start + 2 * c;
      let a = v128.load(head);
      let b = v128.load(head, 16);
      let taps = tapOffsets;
      for (let t: usize = 0; t < pairs; t++, taps += 8, w += 32) {
        const u = v128.load(from + load<u32>(taps));
        const v = v128.load(from + load<u32>(taps, 4));
        a = i32x4.add(a, i32x4.dot_i16x8_s(v128.shuffle<i16>(u, v, 0, 8, 1, 9, 2, 10, 3, 11), v128.load(w)));
        b = i32x4.add(b, i32x4.dot_i16x8_s(v128.shuffle<i16>(u, v, 4, 12, 5, 13, 6, 14, 7, 15), v128.load(w, 16)));
      }
      a = requantise4(a, v128.load(head, 32), rounding, shift);
      b = requantise4(b, v128.load(head, 48), rounding, shift);
      storeSome(out + 2 * c, limit8(a, b, least, most), channels - c);
    }
  }
}
