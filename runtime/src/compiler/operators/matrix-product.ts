import type { FloatTensor } from "../float-tensor.ts";

/** x [rows, columns] times the transpose of w [channels, columns], in doubles: [rows, channels]. */
export function matrixProduct(x: FloatTensor, w: FloatTensor): FloatTensor {
  const [rows, columns] = x.shape;
  const [channels] = w.shape;
  const values = new Float64Array(rows * channels);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += x.values[r * columns + k] * w.values[c * columns + k];
      values[r * channels + c] = sum;
    }
  }
  return { shape: [rows, channels], values };
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
