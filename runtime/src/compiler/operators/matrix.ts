import type { FloatTensor } from "../float-tensor.ts";
import { broadcastShape, broadcastTo } from "./broadcast.ts";
import { matrixProduct, transpose } from "./matrix-product.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, product, showShape } from "./operator-call.ts";

/** alpha * a * b + beta * c, a and b turned where the attributes say so. */
function gemm(call: OperatorCall): FloatTensor {
  const [a, b, c] = [call.input(0), call.input(1), call.inputs[2]];
  if (a.shape.length !== 2 || b.shape.length !== 2) return call.fail(`takes matrices, not ${showShape(a.shape)}`);
  const x = call.integer("transA", 0) === 1 ? transpose(a) : a;
  // Scaled before the product, as the weights that the program has are.
  const w = scaled(call.integer("transB", 0) === 1 ? b : transpose(b), call.float("alpha", 1));
  if (x.shape[1] !== w.shape[1]) {
    return call.fail(`${showShape(x.shape)} does not fit its ${w.shape[1]} columns`);
  }
  call.spend(product(x.shape) * w.shape[0]);
  const result = matrixProduct(x, w);
  if (c === undefined) return result;
  const bias = broadcastTo(call, c, broadcastShape(call, [result.shape, c.shape]));
  if (bias.length !== result.values.length) return call.fail("its third input does not fit its output");
  const beta = call.float("beta", 1);
  return { shape: result.shape, values: result.values.map((value, i) => value + beta * bias[i]) };
}

function scaled(tensor: FloatTensor, factor: number): FloatTensor {
  return factor === 1 ? tensor : { shape: tensor.shape, values: tensor.values.map((value) => factor * value) };
}

/** numpy.matmul: vectors become matrices, the dimensions before the last two broadcast. */
export function batchProduct(call: OperatorCall, a: FloatTensor, b: FloatTensor): FloatTensor {
  const aShape = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
  const bShape = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
  if (aShape.length < 2 || bShape.length < 2 || aShape.at(-1) !== bShape.at(-2)) {
    return call.fail(`${showShape(a.shape)} times ${showShape(b.shape)}`);
  }
  const [m, k, n] = [aShape[aShape.length - 2], aShape[aShape.length - 1], bShape[bShape.length - 1]];
  const batch = broadcastShape(call, [aShape.slice(0, -2), bShape.slice(0, -2)]);
  const shape = [...batch, ...(a.shape.length === 1 ? [] : [m]), ...(b.shape.length === 1 ? [] : [n])];
  call.spend(product(batch) * m * k * n);
  const result = call.allocate(shape);
  if (bShape.length === 2) {
    // One matrix for all batches: the rows of all of them are one matrix.
    const x = { shape: [result.length / n, k], values: a.values };
    const w = transpose(b.shape.length === 2 ? b : { shape: bShape, values: b.values });
    return { shape, values: matrixProduct(x, w).values };
  }
  const [xs, ws] = [
    broadcastTo(call, { shape: aShape, values: a.values }, [...batch, m, k]),
    broadcastTo(call, { shape: bShape, values: b.values }, [...batch, k, n]),
  ];
  for (let i = 0; i < product(batch); i++) {
    const x = { shape: [m, k], values: xs.subarray(i * m * k, (i + 1) * m * k) };
    const w = { shape: [k, n], values: ws.subarray(i * k * n, (i + 1) * k * n) };
    result.set(matrixProduct(x, transpose(w)).values, i * m * n);
  }
  return { shape, values: result };
}

/** The last two dimensions turned. */
function turned(call: OperatorCall, { shape, values }: FloatTensor): FloatTensor {
  const [n, k] = shape.slice(-2);
  const result = call.allocate([...shape.slice(0, -2), k, n]);
  for (let start = 0; start < values.length; start += n * k) {
    for (let i = 0; i < n; i++) for (let j = 0; j < k; j++) result[start + j * n + i] = values[start + i * k + j];
  }
  return { shape: [...shape.slice(0, -2), k, n], values: result };
}

/** Matrix products (https://github.com/onnx/onnx/blob/main/docs/Operators.md#Gemm, #MatMul). */
export const MATRIX: OperatorFamily = {
  Gemm: gemm,
  MatMul: (call) => batchProduct(call, call.input(0), call.input(1)),
  TransposedMatMul: (call) => batchProduct(call, call.input(0), turned(call, call.input(1))),
};
