import { integerRange } from "../onnx/element-type.ts";
import { erf } from "./erf.ts";
import type { Operator, OperatorFamily } from "./operator.ts";
import type { OperatorCall } from "./operator-call.ts";

/** Makes the function of one element from the node's attributes. */
type ScalarFunction = (call: OperatorCall) => (x: number) => number;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

function gelu(call: OperatorCall): (x: number) => number {
  if (call.string("approximate", "none") === "tanh") {
    return (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
  }
  return (x) => 0.5 * x * (1 + erf(x / Math.SQRT2));
}

/** Halves to even, as ONNX's Round. */
export function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x - Math.trunc(x)) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** Functions of one element (https://github.com/onnx/onnx/blob/main/docs/Operators.md, each under its name). */
const FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  Abs: () => Math.abs,
  Celu: (call) => {
    const alpha = call.float("alpha", 1);
    return (x) => Math.max(0, x) + Math.min(0, alpha * Math.expm1(x / alpha));
  },
  Ceil: () => Math.ceil,
  Cos: () => Math.cos,
  Elu: (call) => {
    const alpha = call.float("alpha", 1);
    return (x) => (x < 0 ? alpha * Math.expm1(x) : x);
  },
  Erf: () => erf,
  Exp: () => Math.exp,
  Floor: () => Math.floor,
  Gelu: gelu,
  HardSigmoid: (call) => {
    const [alpha, beta] = [call.float("alpha", Math.fround(0.2)), call.float("beta", 0.5)];
    return (x) => Math.max(0, Math.min(1, alpha * x + beta));
  },
  HardSwish: () => (x) => x * Math.max(0, Math.min(1, x / 6 + 0.5)),
  LeakyRelu: (call) => {
    const alpha = call.float("alpha", Math.fround(0.01));
    return (x) => (x < 0 ? alpha * x : x);
  },
  Log: () => Math.log,
  Mish: () => (x) => x * Math.tanh(softplus(x)),
  Neg: () => (x) => 0 - x,
  Not: () => (x) => (x === 0 ? 1 : 0),
  Reciprocal: () => (x) => 1 / x,
  Relu: () => (x) => Math.max(0, x),
  Round: () => roundHalfEven,
  Selu: (call) => {
    const alpha = call.float("alpha", Math.fround(1.6732632423543772));
    const gamma = call.float("gamma", Math.fround(1.0507009873554805));
    return (x) => gamma * (x > 0 ? x : alpha * Math.expm1(x));
  },
  Sigmoid: () => sigmoid,
  Sign: () => Math.sign,
  Silu: () => (x) => x * sigmoid(x),
  Sin: () => Math.sin,
  Softplus: () => softplus,
  Softsign: () => (x) => x / (1 + Math.abs(x)),
  Sqrt: () => Math.sqrt,
  Tanh: () => Math.tanh,
  ThresholdedRelu: (call) => {
    const alpha = call.float("alpha", 1);
    return (x) => (x > alpha ? x : 0);
  },
};
/** Not of ONNX: what the compiler's own rewriting makes. */
export const INTERNAL_UNARY = ["Silu"];

function elementwise(name: string, make: ScalarFunction): Operator {
  return (call) => {
    const { shape, values, type } = call.input(0);
    const f = make(call);
    call.spend(values.length);
    return { shape, values: values.map(f), ...(name === "Not" || type === undefined ? {} : { type }) };
  };
}

/** Casts: to an integer type towards zero, to a float type the value itself. */
const TYPE_NAMES: Readonly<Record<number, Parameters<typeof integerRange>[0]>> = {
  ...{ 1: "float", 2: "uint8", 3: "int8", 4: "uint16", 5: "int16", 6: "int32", 7: "int64", 9: "bool" },
  ...{ 10: "float16", 11: "double", 12: "uint32", 13: "uint64", 16: "bfloat16" },
};

function cast(call: OperatorCall) {
  const { shape, values } = call.input(0);
  const to = call.node.operator === "CastLike" ? (call.input(1).type ?? "float") : TYPE_NAMES[call.integer("to", 0)];
  if (to === undefined) return call.fail(`element type ${call.integer("to", 0)} is not supported`);
  const range = integerRange(to);
  if (to === "bool") return { shape, values: values.map((x) => (x === 0 ? 0 : 1)), type: to };
  if (range !== null) return { shape, values: values.map((x) => Math.trunc(x)), type: to };
  return { shape, values: to === "float" ? values.map(Math.fround) : values, type: to };
}

export const UNARY: OperatorFamily = {
  ...Object.fromEntries(Object.entries(FUNCTIONS).map(([name, make]) => [name, elementwise(name, make)])),
  Cast: cast,
  CastLike: cast,
};
