import type { FloatTensor } from "../float-tensor.ts";

/** Channels whose sums are taken together: each x is read once for all of them. */
const TOGETHER = 4;

/** x [rows, columns] times the transpose of w [channels, columns], in doubles: [rows, channels]. */
export function matrixProduct(x: FloatTensor, w: FloatTensor): FloatTensor {
  const [rows, columns] = x.shape;
  const [channels] = w.shape;
  const values = new Float64Array(rows * channels);
  const whole = channels - (channels % TOGETHER);
  for (let r = 0; r < rows; r++) {
    const row = x.values.subarray(r * columns, (r + 1) * columns);
    const sums = values.subarray(r * channels, (r + 1) * channels);
    for (let c = 0; c < whole; c += TOGETHER) addFour(row, w.values, c, sums);
    for (let c = whole; c < channels; c++) {
      for (let k = 0; k < columns; k++) sums[c] += row[k] * w.values[c * columns + k];
    }
  }
  return { shape: [rows, channels], values };
}

/** Each sum is of its products in their order, as of one channel alone. */
function addFour(x: Float64Array, w: Float64Array, channel: number, sums: Float64Array): void {
  const columns = x.length;
  const first = channel * columns;
  const [second, third, fourth] = [first + columns, first + 2 * columns, first + 3 * columns];
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let k = 0; k < columns; k++) {
    const each = x[k];
    a += each * w[first + k];
    b += each * w[second + k];
    c += each * w[third + k];
    d += each * w[fourth + k];
  }
  sums[channel] = a;
  sums[channel + 1] = b;
  sums[channel + 2] = c;
  sums[channel + 3] = d;
}

/** Weights are turned once, not for every sample that the model is evaluated on. */
const turnedTensors = new WeakMap<FloatTensor, FloatTensor>();

/** A matrix [a, b] turned to [b, a]. */
export function transpose(tensor: FloatTensor): FloatTensor {
  const known = turnedTensors.get(tensor);
  if (known !== undefined) return known;
  const [a, b] = tensor.shape;
  const values = new Float64Array(a * b);
  for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) values[j * a + i] = tensor.values[i * b + j];
  const turned = { shape: [b, a], values };
  turnedTensors.set(tensor, turned);
  return turned;
}
