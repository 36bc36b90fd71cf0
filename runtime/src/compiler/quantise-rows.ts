import type { Rows } from "../tree/row-layout.ts";
import type { LinearLayer } from "./lower/linear-layer.ts";

/** A linear layer's weights and biases as integers, before its output's scale is known. */
export interface QuantisedRows extends Pick<Rows, "weights" | "bias"> {
  /** A weight's float value is integer * scales[channel]. */
  readonly scales: Float64Array;
  /** Sum of |weight| of each channel. */
  readonly weightSums: Float64Array;
}

const MAX_WEIGHT = 127;
/** Clipping the largest weights a little may lower the error of all others; these shares of the largest are tried. */
const CLIP_SHARES = Array.from({ length: 11 }, (_, i) => 1 - i * 0.02);
/** A bias may take this much of the accumulator, so that a channel of tiny weights keeps a bias that fits. */
const MAX_BIAS = 2 ** 29;

/** What is quantised: the weights and biases of a layer. */
type LayerRows = Pick<LinearLayer, "channels" | "columns" | "weights" | "bias">;

/** The best scales of a layer's rows do not depend on its input's scale, of which several are tried. */
const bestScales = new WeakMap<LayerRows, Float64Array>();

/**
 * Quantises each channel's weights to int8 with the scale of least squared error, and its bias to int32.
 * @param inputScale Float value of one step of the layer's input.
 */
export function quantiseRows(layer: LayerRows, inputScale: number): QuantisedRows {
  const { channels, columns } = layer;
  const weights = new Int8Array(channels * columns);
  const bias = new Int32Array(channels);
  const scales = new Float64Array(channels);
  const weightSums = new Float64Array(channels);
  const rowOf = (c: number) => layer.weights.subarray(c * columns, (c + 1) * columns);
  const best = bestScales.get(layer) ?? Float64Array.from({ length: channels }, (_, c) => bestScale(rowOf(c)));
  bestScales.set(layer, best);
  for (let c = 0; c < channels; c++) {
    const least = Math.abs(layer.bias[c]) / (inputScale * MAX_BIAS);
    // A channel of zeros alone has no scale of its own: any will do.
    const scale = Math.max(best[c], least) || 1;
    scales[c] = scale;
    bias[c] = Math.round(layer.bias[c] / (scale * inputScale));
    rowOf(c).forEach((weight, k) => {
      const integer = quantiseWeight(weight, scale);
      weights[c * columns + k] = integer;
      weightSums[c] += Math.abs(integer);
    });
  }
  return { weights, bias, scales, weightSums };
}

function quantiseWeight(weight: number, scale: number): number {
  return Math.min(MAX_WEIGHT, Math.max(-MAX_WEIGHT, Math.round(weight / scale)));
}

function bestScale(row: Float64Array): number {
  const largest = row.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
  if (largest === 0) return 0;
  let best = 0;
  let leastError = Number.POSITIVE_INFINITY;
  for (const share of CLIP_SHARES) {
    const scale = (largest * share) / MAX_WEIGHT;
    let error = 0;
    for (const weight of row) error += (weight - scale * quantiseWeight(weight, scale)) ** 2;
    if (error < leastError) {
      leastError = error;
      best = scale;
    }
  }
  return best;
}

/** Largest |accumulator| of any channel for any x of at most this magnitude. */
export function largestAccumulator(rows: QuantisedRows, largestX: number): number {
  return rows.weightSums.reduce((max, sum, c) => Math.max(max, Math.abs(rows.bias[c]) + largestX * sum), 0);
}
