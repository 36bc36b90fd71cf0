import type { FloatTensor } from "../float-tensor.ts";
import { broadcastTo } from "./broadcast.ts";
import type { Operator, OperatorFamily } from "./operator.ts";
import { type OperatorCall, product, showShape, stridesOf } from "./operator-call.ts";

/** From this operator set on, a Softmax runs over one axis; before, over all axes from one on. */
const SOFTMAX_OF_ONE_AXIS = 13;

/** Applies `change` to each line of elements along the softmax's axis. */
function alongAxis(change: (line: Float64Array) => void): Operator {
  return (call) => {
    const { shape, values } = call.input(0);
    const isOneAxis = call.opset >= SOFTMAX_OF_ONE_AXIS;
    const axis = call.axis(call.integer("axis", isOneAxis ? -1 : 1), shape.length);
    const length = isOneAxis ? shape[axis] : product(shape.slice(axis));
    const stride = isOneAxis ? stridesOf(shape)[axis] : 1;
    const result = call.allocate(shape);
    const line = new Float64Array(length);
    for (let start = 0; start < values.length; start += length * stride) {
      for (let inner = start; inner < start + stride; inner++) {
        for (let k = 0; k < length; k++) line[k] = values[inner + k * stride];
        change(line);
        for (let k = 0; k < length; k++) result[inner + k * stride] = line[k];
      }
    }
    return { shape, values: result };
  };
}

function softmaxLine(line: Float64Array): void {
  const most = line.reduce((all, each) => Math.max(all, each), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let k = 0; k < line.length; k++) {
    line[k] = Math.exp(line[k] - most);
    sum += line[k];
  }
  for (let k = 0; k < line.length; k++) line[k] /= sum;
}

function logSoftmaxLine(line: Float64Array): void {
  const most = line.reduce((all, each) => Math.max(all, each), Number.NEGATIVE_INFINITY);
  const sum = line.reduce((all, each) => all + Math.exp(each - most), 0);
  for (let k = 0; k < line.length; k++) line[k] -= most + Math.log(sum);
}

/** (x - mean) / sqrt(variance + epsilon) * scale + bias over the axes from `axis` on; without a mean for RMSNorm. */
function normalise(call: OperatorCall, hasMean: boolean): FloatTensor[] {
  const { shape, values } = call.input(0);
  const axis = call.axis(call.integer("axis", -1), shape.length);
  const length = product(shape.slice(axis));
  const epsilon = call.float("epsilon", Math.fround(1e-5));
  const result = call.allocate(shape);
  const tail = shape.slice(axis);
  const scale = broadcastTo(call, call.input(1), tail);
  const bias = call.inputs[2] === undefined ? null : broadcastTo(call, call.inputs[2], tail);
  const rows = values.length / length;
  const [means, inverses] = [new Float64Array(rows), new Float64Array(rows)];
  for (let r = 0; r < rows; r++) {
    const row = values.subarray(r * length, (r + 1) * length);
    const mean = hasMean ? row.reduce((all, each) => all + each, 0) / length : 0;
    const variance = row.reduce((all, each) => all + (each - mean) ** 2, 0) / length;
    const inverse = 1 / Math.sqrt(variance + epsilon);
    for (let k = 0; k < length; k++) result[r * length + k] = (row[k] - mean) * inverse * scale[k] + (bias?.[k] ?? 0);
    means[r] = mean;
    inverses[r] = inverse;
  }
  const statistics = shape.map((size, i) => (i < axis ? size : 1));
  return [
    { shape, values: result },
    { shape: statistics, values: means },
    { shape: statistics, values: inverses },
  ];
}

/** scale * (x - mean) / sqrt(variance + epsilon) + bias for each channel, with the statistics of training. */
function batchNormalisation(call: OperatorCall): FloatTensor {
  const { shape, values } = call.input(0);
  const [scale, bias, mean, variance] = [1, 2, 3, 4].map((i) => call.input(i).values);
  if (call.integer("training_mode", 0) === 1) return call.fail("training_mode = 1 is not supported");
  const channels = shape[1] ?? 1;
  if ([scale, bias, mean, variance].some(({ length }) => length !== channels)) {
    return call.fail(`its statistics do not fit ${showShape(shape)}`);
  }
  const epsilon = call.float("epsilon", Math.fround(1e-5));
  const plane = product(shape.slice(2));
  const result = call.allocate(shape);
  for (let i = 0; i < values.length; i++) {
    const c = Math.floor(i / plane) % channels;
    result[i] = ((values[i] - mean[c]) / Math.sqrt(variance[c] + epsilon)) * scale[c] + bias[c];
  }
  return { shape, values: result };
}

/** As BatchNormalization with each channel's own statistics. */
function instanceNormalisation(call: OperatorCall): FloatTensor {
  const { shape, values } = call.input(0);
  const [scale, bias] = [call.input(1).values, call.input(2).values];
  const plane = product(shape.slice(2));
  const epsilon = call.float("epsilon", Math.fround(1e-5));
  const result = call.allocate(shape);
  for (let start = 0; start < values.length; start += plane) {
    const c = (start / plane) % shape[1];
    const channel = values.subarray(start, start + plane);
    const mean = channel.reduce((all, each) => all + each, 0) / plane;
    const variance = channel.reduce((all, each) => all + (each - mean) ** 2, 0) / plane;
    for (let k = 0; k < plane; k++) {
      result[start + k] = ((channel[k] - mean) / Math.sqrt(variance + epsilon)) * scale[c] + bias[c];
    }
  }
  return { shape, values: result };
}

/** https://github.com/onnx/onnx/blob/main/docs/Operators.md#Softmax, #LayerNormalization, #BatchNormalization */
export const NORMALISATION: OperatorFamily = {
  BatchNormalization: batchNormalisation,
  InstanceNormalization: instanceNormalisation,
  LayerNormalization: (call) => normalise(call, true),
  LogSoftmax: alongAxis(logSoftmaxLine),
  RMSNormalization: (call) => normalise(call, false)[0],
  Softmax: alongAxis(softmaxLine),
};
