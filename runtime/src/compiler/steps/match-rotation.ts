import type { FloatTensor } from "../float-tensor.ts";
import type { StepGraph } from "./step-graph.ts";
import { halfOf, isAxis, maker, origin, positionTable } from "./step-pattern.ts";

/** Rotary position: pairs of columns i and i + headSize / 2 of each head, turned by the angle of the position. */
export interface Rotation {
  /** Name of the value that is turned. */
  readonly source: string;
  /** [positions, headSize], both halves alike. */
  readonly cos: FloatTensor;
  readonly sin: FloatTensor;
}

/** Reads x * cos + concat(-high, low) * sin, cos and sin being rows of tables; null for anything else. */
export function matchRotation(graph: StepGraph, name: string): Rotation | null {
  const sum = maker(graph, name, "Add");
  if (sum === null) return null;
  for (const at of [0, 1]) {
    const [straight, crossed] = [sum.inputs[at], sum.inputs[1 - at]].map((term) => timesRow(graph, term));
    if (straight === null || crossed === null) continue;
    const source = turnedSource(graph, crossed.value);
    const fits = source !== null && origin(graph, source) === origin(graph, straight.value);
    if (fits && halvesAlike(straight.row) && halvesAlike(crossed.row)) {
      return { source: origin(graph, source), cos: straight.row, sin: crossed.row };
    }
  }
  return null;
}

/** value * row of a table. */
function timesRow(graph: StepGraph, name: string): { value: string; row: FloatTensor } | null {
  const node = maker(graph, name, "Mul");
  if (node === null) return null;
  for (const at of [0, 1]) {
    const row = positionTable(graph, node.inputs[at]);
    if (row !== null) return { value: node.inputs[1 - at], row };
  }
  return null;
}

/** x of concat(-(second half of x), first half of x) along the last axis. */
function turnedSource(graph: StepGraph, name: string): string | null {
  const concat = maker(graph, name, "Concat");
  const rank = graph.shapeOf(concat?.outputs[0] ?? "").length;
  if (concat === null || concat.inputs.length !== 2 || !isAxis(concat, rank, 1, 1)) return null;
  const negated = graph.producer(concat.inputs[0]);
  const high = negated?.operator === "Neg" ? halfOf(graph, negated.inputs[0]) : null;
  const low = halfOf(graph, concat.inputs[1]);
  return high?.half === 1 && low?.half === 0 && high.source === low.source ? low.source : null;
}

function halvesAlike({ shape, values }: FloatTensor): boolean {
  const [, size] = shape;
  return size % 2 === 0 && values.every((value, i) => i % size < size / 2 || value === values[i - size / 2]);
}
