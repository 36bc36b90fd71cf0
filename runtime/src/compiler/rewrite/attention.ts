import { makeNode, type Rewrite } from "./rewriting.ts";

/** What stands for minus infinity in a mask: far below any score, and still within an int16 with them. */
const MASKED = -64;
/** Masks of exporters: -inf, the least float, -1e9, -10000. */
const IS_MASKED = -1000;

/** A constant mask that is added to scores before a softmax. */
const maskAdded: Rewrite = (node, rewriting) => {
  if (node.operator !== "Add") return null;
  const at = rewriting.constant(node, 1) === null ? 0 : 1;
  const mask = rewriting.constant(node, at);
  const next = rewriting.graph.soleConsumer(node.outputs[0]);
  if (mask === null || next?.operator !== "Softmax" || mask.values.every((each) => each > IS_MASKED)) return null;
  const name = rewriting.add(
    mask.shape,
    mask.values.map((each) => (each > IS_MASKED ? each : MASKED)),
  );
  return [makeNode(node, "Add", { inputs: [node.inputs[1 - at], name] })];
};

/** Where(mask, scores, -inf), or Where(mask, -inf, scores), with a constant mask, before a softmax. */
const maskChosen: Rewrite = (node, rewriting) => {
  if (node.operator !== "Where") return null;
  const condition = rewriting.constant(node, 0);
  const next = rewriting.graph.soleConsumer(node.outputs[0]);
  if (condition === null || next?.operator !== "Softmax") return null;
  for (const at of [1, 2]) {
    const fill = rewriting.scalar(node, at);
    if (fill === null || fill > IS_MASKED) continue;
    const isMasked = (each: number) => (each === 0) === (at === 2);
    const mask = condition.values.map((each) => (isMasked(each) ? MASKED : 0));
    return [makeNode(node, "Add", { inputs: [node.inputs[3 - at], rewriting.add(condition.shape, mask)] })];
  }
  return null;
};

/** Masks of attention, made small enough to be quantised together with the scores. */
export const ATTENTION: readonly Rewrite[] = [maskAdded, maskChosen];
