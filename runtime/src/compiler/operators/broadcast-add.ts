import type { FloatTensor } from "../float-tensor.ts";

/**
 * a + b for b that repeats over a: after leading dimensions of 1, b's shape is the end of a's shape, or b is one number.
 * @returns null when b does not repeat over a in this way.
 */
export function broadcastAdd(a: FloatTensor, b: FloatTensor): FloatTensor | null {
  const tail = b.shape.slice(b.shape.findIndex((dimension) => dimension !== 1));
  const repeats =
    b.values.length === 1 || tail.every((dimension, i) => dimension === a.shape[a.shape.length - tail.length + i]);
  if (!repeats || b.shape.length > a.shape.length) return null;
  const period = b.values.length;
  return { shape: a.shape, values: a.values.map((value, i) => value + b.values[i % period]) };
}
