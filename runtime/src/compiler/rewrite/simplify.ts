import { CompileError } from "../compile-error.ts";
import { foldConstants } from "../fold-constants.ts";
import { ModelGraph } from "../model-graph.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { ATTENTION } from "./attention.ts";
import { AXES } from "./axes.ts";
import { CONVOLUTIONS } from "./convolutions.ts";
import { FOLDING } from "./folding.ts";
import { NORMS } from "./norms.ts";
import { PASSING, passedInput } from "./passing.ts";
import { PRODUCTS } from "./products.ts";
import { QUANTISED_MODELS } from "./quantised-models.ts";
import { type Rewrite, Rewriting } from "./rewriting.ts";
import { TRANSPOSED_CONVOLUTIONS } from "./transposed-convolutions.ts";

/** Each round takes at least one step of a chain; no pattern needs more than a few. */
const MAX_ROUNDS = 16;

const REWRITES: readonly Rewrite[] = [
  ...QUANTISED_MODELS,
  ...PASSING,
  ...NORMS,
  ...ATTENTION,
  ...FOLDING,
  ...CONVOLUTIONS,
  ...TRANSPOSED_CONVOLUTIONS,
  ...PRODUCTS,
  ...AXES,
];

/** The same model in the operators that have instructions: patterns recognised, constants and norms folded. */
export function simplify(graph: ModelGraph): ModelGraph {
  let current = graph;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const rewriting = new Rewriting(current, round);
    const nodes = rewriteNodes(rewriting);
    if (nodes === null) return current;
    const { opset, inputs, outputNames } = current;
    const initializers = new Map([...current.constants, ...rewriting.constants]);
    const outputs = outputNames.map((name) => ({ name, shape: [] }));
    current = new ModelGraph(foldConstants({ opset, nodes, initializers, inputs, outputs }, inputs));
  }
  throw new CompileError(`the graph is still changing after ${MAX_ROUNDS} rounds of rewriting`);
}

/** All nodes after one round, or null when no rewrite found anything. */
function rewriteNodes(rewriting: Rewriting): OnnxNode[] | null {
  const renamed = new Map<string, string>();
  let changed = false;
  const nodes = rewriting.graph.nodes.flatMap((original): readonly OnnxNode[] => {
    const inputs = original.inputs.map((name) => renamed.get(name) ?? name);
    const node = { ...original, inputs };
    const passed = passedInput(node, rewriting);
    if (passed !== null) {
      renamed.set(node.outputs[0], passed);
      changed = true;
      return [];
    }
    // A rewrite looks at the nodes around this one, so a node whose inputs were renamed waits for the next round.
    if (inputs.some((name, i) => name !== original.inputs[i])) return [node];
    for (const rewrite of REWRITES) {
      const replacement = rewrite(original, rewriting);
      if (replacement === null) continue;
      changed = true;
      return replacement.map((each) => ({ ...each, inputs: each.inputs.map((name) => renamed.get(name) ?? name) }));
    }
    return [node];
  });
  return changed ? nodes : null;
}
