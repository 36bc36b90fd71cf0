import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { makeNode, type Rewrite, type Rewriting } from "./rewriting.ts";

/** Longest dot product of an instruction. */
export const MAX_TERMS = 4096;

/** The last two axes exchanged. */
function exchanged(rank: number): number[] {
  return Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
}

const isMoving = (name: string, { graph }: Rewriting) => graph.shapes.has(name);

/** a * b of two activations: b is turned, as the instruction has it, so that a Transpose before b may vanish. */
const productOfActivations: Rewrite = (node, rewriting) => {
  if (node.operator !== "MatMul") return null;
  const [a, b] = node.inputs;
  const [aRank, bRank] = [rewriting.shape(a).length, rewriting.shape(b).length];
  const isPlain = !isMoving(b, rewriting) && rewriting.shape(b).length === 2;
  if (isPlain || !isMoving(a, rewriting) || aRank < 2 || bRank < 2) return null;
  const turned = rewriting.fresh();
  return [
    makeNode(node, "Transpose", { inputs: [b], output: turned, attributes: { perm: { integers: exchanged(bRank) } } }),
    makeNode(node, "TransposedMatMul", { inputs: [a, turned] }),
  ];
};

/** A constant matrix times an activation is the turned product of both turned. */
const constantTimesActivation: Rewrite = (node, rewriting) => {
  if (node.operator !== "MatMul" || isMoving(node.inputs[0], rewriting)) return null;
  const [a, b] = [rewriting.constant(node, 0), node.inputs[1]];
  const rank = rewriting.shape(b).length;
  if (a === null || a.shape.length !== 2 || rank < 2) return null;
  const [m, k] = a.shape;
  const weights = rewriting.add(
    [k, m],
    Array.from({ length: k * m }, (_, i) => a.values[(i % m) * k + Math.floor(i / m)]),
  );
  const [turned, product] = [rewriting.fresh(), rewriting.fresh()];
  const attributes = { perm: { integers: exchanged(rank) } };
  return [
    makeNode(node, "Transpose", { inputs: [b], output: turned, attributes }),
    makeNode(node, "MatMul", { inputs: [turned, weights], output: product }),
    makeNode(node, "Transpose", { inputs: [product], attributes }),
  ];
};

/** A Gemm that is no layer of constant weights is a MatMul and an Add; transA is a Transpose. */
const gemmOfActivations: Rewrite = (node, rewriting) => {
  if (node.operator !== "Gemm") return null;
  const [a, b, c = ""] = node.inputs;
  const flag = (name: string) => node.attributes.get(name)?.integer === 1;
  const perm = { perm: { integers: [1, 0] } };
  if (flag("transA")) {
    const turned = rewriting.fresh();
    const attributes = Object.fromEntries([...node.attributes].filter(([name]) => name !== "transA"));
    return [
      makeNode(node, "Transpose", { inputs: [a], output: turned, attributes: perm }),
      makeNode(node, "Gemm", { inputs: [turned, ...node.inputs.slice(1)], attributes }),
    ];
  }
  const isLayer = isMoving(a, rewriting) && !isMoving(b, rewriting);
  const bias = rewriting.graph.constants.get(c);
  const channels = rewriting.shape(node.outputs[0])[1];
  const isRow = c === "" || (bias !== undefined && (bias.values.length === 1 || isRowOf(bias.shape, channels)));
  if (isLayer && isRow) return null;
  const [turned, product, scaledName] = [rewriting.fresh(), rewriting.fresh(), rewriting.fresh()];
  const [alpha, beta] = [node.attributes.get("alpha")?.float ?? 1, node.attributes.get("beta")?.float ?? 1];
  const hasBias = c !== "";
  const nodes = [
    ...(flag("transB") ? [makeNode(node, "Transpose", { inputs: [b], output: turned, attributes: perm })] : []),
    makeNode(node, "MatMul", { inputs: [a, flag("transB") ? turned : b], output: product }),
    makeNode(node, "Mul", {
      inputs: [product, rewriting.add([], [alpha])],
      ...(hasBias ? { output: scaledName } : {}),
    }),
  ];
  if (!hasBias) return nodes;
  const addend = rewriting.fresh();
  return [
    ...nodes,
    makeNode(node, "Mul", { inputs: [c, rewriting.add([], [beta])], output: addend }),
    makeNode(node, "Add", { inputs: [scaledName, addend] }),
  ];
};

const isRowOf = (shape: readonly number[], channels: number) =>
  shape.at(-1) === channels && shape.slice(0, -1).every((size) => size === 1);

/** A layer of more columns than an instruction may add up becomes a sum of layers over parts of them. */
const longLayer: Rewrite = (node, rewriting) => {
  if (node.operator !== "MatMul" && node.operator !== "Gemm") return null;
  const w = rewriting.constant(node, 1);
  if (w === null || w.shape.length !== 2 || !isMoving(node.inputs[0], rewriting)) return null;
  const turned = node.operator === "Gemm" && node.attributes.get("transB")?.integer === 1;
  const [channels, columns] = turned ? w.shape : [w.shape[1], w.shape[0]];
  if (columns <= MAX_TERMS) return null;
  const alpha = node.attributes.get("alpha")?.float ?? 1;
  const beta = node.attributes.get("beta")?.float ?? 1;
  const weight = (k: number, c: number) => alpha * (turned ? w.values[c * columns + k] : w.values[k * channels + c]);
  const axis = rewriting.shape(node.inputs[0]).length - 1;
  const parts = splitRanges(columns).map(({ start, end }) => {
    const [slice, product] = [rewriting.fresh(), rewriting.fresh()];
    const width = end - start;
    const values = Array.from({ length: width * channels }, (_, i) =>
      weight(start + Math.floor(i / channels), i % channels),
    );
    return {
      product,
      nodes: [
        sliceNode(node, rewriting, { input: node.inputs[0], output: slice, axis, start, end }),
        makeNode(node, "MatMul", { inputs: [slice, rewriting.add([width, channels], values)], output: product }),
      ],
    };
  });
  const c = rewriting.constant(node, 2);
  const bias =
    c === null
      ? null
      : rewriting.add(
          c.shape,
          c.values.map((each) => beta * each),
        );
  return [
    ...parts.flatMap(({ nodes }) => nodes),
    ...sumNodes(
      node,
      rewriting,
      parts.map(({ product }) => product),
      bias,
    ),
  ];
};

/** Runs of equal length, but for the last, of at most MAX_TERMS. */
export function splitRanges(count: number, most = MAX_TERMS): { start: number; end: number }[] {
  const pieces = Math.ceil(count / most);
  const size = Math.ceil(count / pieces);
  return Array.from({ length: pieces }, (_, i) => ({ start: i * size, end: Math.min(count, (i + 1) * size) }));
}

/** A Slice along one axis. */
export function sliceNode(
  origin: OnnxNode,
  rewriting: Rewriting,
  { input, output, axis, start, end }: { input: string; output: string; axis: number; start: number; end: number },
): OnnxNode {
  const [starts, ends, axes] = [start, end, axis].map((each) => rewriting.add([1], [each]));
  return makeNode(origin, "Slice", { inputs: [input, starts, ends, axes], output });
}

/** The sum of values, and of a bias where there is one; the last Add has the origin's output. */
export function sumNodes(
  origin: OnnxNode,
  rewriting: Rewriting,
  values: readonly string[],
  bias: string | null,
): OnnxNode[] {
  const terms = bias === null ? values : [...values, bias];
  let sum = terms[0];
  return terms.slice(1).map((term, i) => {
    const output = i === terms.length - 2 ? origin.outputs[0] : rewriting.fresh();
    const node = makeNode(origin, "Add", { inputs: [sum, term], output });
    sum = output;
    return node;
  });
}

/** A division by constants is a product; by an activation a product with its reciprocal. */
const division: Rewrite = (node, rewriting) => {
  if (node.operator !== "Div" || rewriting.scalar(node, 1) !== null) return null;
  const divisor = rewriting.constant(node, 1);
  if (divisor !== null) {
    const inverse = rewriting.add(
      divisor.shape,
      divisor.values.map((each) => 1 / each),
    );
    return [makeNode(node, "Mul", { inputs: [node.inputs[0], inverse] })];
  }
  if (rewriting.scalar(node, 0) !== null) return null;
  const inverse = rewriting.fresh();
  return [
    makeNode(node, "Reciprocal", { inputs: [node.inputs[1]], output: inverse }),
    makeNode(node, "Mul", { inputs: [node.inputs[0], inverse] }),
  ];
};

/** A sum of any number of values is a chain of Adds. */
const sum: Rewrite = (node, rewriting) => {
  if (node.operator !== "Sum" || node.inputs.length === 2) return null;
  if (node.inputs.length === 1) return [makeNode(node, "Identity", { inputs: node.inputs })];
  return sumNodes(node, rewriting, node.inputs, null);
};

/** Matrix products, quotients and sums in the forms that instructions have. */
export const PRODUCTS: readonly Rewrite[] = [
  division,
  sum,
  gemmOfActivations,
  longLayer,
  constantTimesActivation,
  productOfActivations,
];
