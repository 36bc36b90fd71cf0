// Instructions that only move elements.

/** Runs shorter than this are copied element by element: a call of memory.copy costs more. */
const SHORT_RUN: usize = 64;

/**
 * Copies elements of 2^log2Bytes bytes. `layout` is 12 uint32: four sizes, four strides of x, four strides of out, in
 * elements; the last size is the innermost loop.
 */
export function move(x: usize, out: usize, log2Bytes: usize, layout: usize): void {
  const n0: usize = <usize>load<u32>(layout), n1: usize = <usize>load<u32>(layout, 4);
  const n2: usize = <usize>load<u32>(layout, 8), n3: usize = <usize>load<u32>(layout, 12);
  const x0: usize = <usize>load<u32>(layout, 16) << log2Bytes, x1: usize = <usize>load<u32>(layout, 20) << log2Bytes;
  const x2: usize = <usize>load<u32>(layout, 24) << log2Bytes, x3: usize = <usize>load<u32>(layout, 28) << log2Bytes;
  const o0: usize = <usize>load<u32>(layout, 32) << log2Bytes, o1: usize = <usize>load<u32>(layout, 36) << log2Bytes;
  const o2: usize = <usize>load<u32>(layout, 40) << log2Bytes, o3: usize = <usize>load<u32>(layout, 44) << log2Bytes;
  const bytes: usize = 1 << log2Bytes;
  const contiguous = x3 == bytes && o3 == bytes && (n3 << log2Bytes) >= SHORT_RUN;
  for (let i: usize = 0; i < n0; i++) {
    for (let j: usize = 0; j < n1; j++) {
      let from = x + i * x0 + j * x1;
      let to = out + i * o0 + j * o1;
      for (let k: usize = 0; k < n2; k++, from += x2, to += o2) {
        if (contiguous) memory.copy(to, from, n3 << log2Bytes);
        else moveRun(from, to, n3, x3, o3, log2Bytes);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function moveRun(from: usize, to: usize, count: usize, fromStep: usize, toStep: usize, log2Bytes: usize): void {
  if (log2Bytes == 1) {
    for (let l: usize = 0; l < count; l++, from += fromStep, to += toStep) store<u16>(to, load<u16>(from));
  } else if (log2Bytes == 0) {
    for (let l: usize = 0; l < count; l++, from += fromStep, to += toStep) store<u8>(to, load<u8>(from));
  } else {
    for (let l: usize = 0; l < count; l++, from += fromStep, to += toStep) store<u32>(to, load<u32>(from));
  }
}

/**
 * Puts an image [batch, height, rowBytes] into a larger one [batch, outHeight, outRowBytes], `top` rows and `leftBytes`
 * from its beginning; what it does not cover is 0.
 */
export function embed(
  x: usize, batch: usize, height: usize, rowBytes: usize, top: usize, leftBytes: usize, outHeight: usize,
  outRowBytes: usize, out: usize,
): void {
  const between = outRowBytes - rowBytes;
  const end = out + batch * outHeight * outRowBytes;
  const above = top * outRowBytes + leftBytes;
  // What was filled last ends where the next row begins.
  memory.fill(out, 0, above);
  let to = out + above;
  for (let n: usize = 0; n < batch; n++) {
    for (let h: usize = 0; h < height; h++, x += rowBytes) {
      memory.copy(to, x, rowBytes);
      to += rowBytes;
      const gap = h + 1 < height ? between : outHeight * outRowBytes - (height - 1) * outRowBytes - rowBytes;
      memory.fill(to, 0, min(gap, end - to));
      to += gap;
    }
  }
}
