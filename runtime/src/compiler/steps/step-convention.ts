import { CompileError } from "../compile-error.ts";
import { unsupported } from "../evaluate-node.ts";
import type { OnnxGraph } from "../onnx/onnx-graph.ts";
import { MAX_OPSET, MIN_OPSET, SUPPORTED_OPERATORS } from "../operators/operator-table.ts";

export const TOKEN = "token";
export const POSITION = "position";
const PAST = "past.";
const NEW = "new.";
const MAX_NODES = 2 ** 14;

/** A cache of the keys or the values of one layer. */
export interface StepCache {
  /** Name of the input with the rows of earlier steps, [heads, steps, headSize]. */
  readonly past: string;
  /** Name of the output with this step's rows, [heads, 1, headSize]. */
  readonly fresh: string;
  readonly shape: readonly [heads: number, steps: number, headSize: number];
}

/** @throws CompileError unless operator set, operators and the number of nodes are supported. */
export function checkStep({ opset, nodes }: OnnxGraph): void {
  if (opset < MIN_OPSET || opset > MAX_OPSET) {
    throw new CompileError(`operator set ${opset} is not supported; supported are ${MIN_OPSET} to ${MAX_OPSET}`);
  }
  if (nodes.length > MAX_NODES) throw new CompileError(`${nodes.length} nodes, at most ${MAX_NODES} are supported`);
  const other = nodes.find(({ operator }) => !SUPPORTED_OPERATORS.includes(operator));
  if (other !== undefined) throw new CompileError(unsupported(other, opset));
}

/** @throws CompileError unless all inputs but token and position are caches. */
export function readCaches({ inputs, outputs }: OnnxGraph): StepCache[] {
  for (const name of [TOKEN, POSITION]) {
    const shape = inputs.find((input) => input.name === name)?.shape;
    if (shape?.length !== 1 || shape[0] !== 1) throw new CompileError(`a step needs an input "${name}" of shape [1]`);
  }
  const caches = inputs.filter(({ name }) => name !== TOKEN && name !== POSITION);
  if (caches.length === 0) throw new CompileError(`a step needs caches: inputs "${PAST}X" with outputs "${NEW}X"`);
  return caches.map(({ name, shape }) => {
    const fresh = NEW + name.slice(PAST.length);
    if (!name.startsWith(PAST) || !outputs.some((output) => output.name === fresh)) {
      throw new CompileError(`input "${name}" of a step is no cache: those are "${PAST}X" with an output "${NEW}X"`);
    }
    const [heads, steps, headSize] = shape;
    const isFixed = shape.length === 3 && heads !== null && steps !== null && headSize !== null;
    if (!isFixed || steps !== caches[0].shape[1]) {
      throw new CompileError(`cache "${name}" must have the shape [heads, steps, size], with as many steps as others`);
    }
    return { past: name, fresh, shape: [heads, steps, headSize] };
  });
}

/** Name of the one output that is no cache's. */
export function logitsOf({ outputs }: OnnxGraph, caches: readonly StepCache[]): string {
  const others = outputs.filter(({ name }) => caches.every(({ fresh }) => fresh !== name));
  if (others.length !== 1) throw new CompileError(`a step has one output beside its caches, found ${others.length}`);
  return others[0].name;
}
