import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { SEQUENCE_LOWERINGS } from "../steps/lower-sequence.ts";
import { ELEMENTWISE } from "./elementwise.ts";
import { INDEX_MAPS } from "./index-maps.ts";
import { LINEAR } from "./linear.ts";
import type { Lowering } from "./lowering.ts";
import { NORMALISING } from "./normalising.ts";
import { POOLS } from "./pools.ts";
import { PRODUCT } from "./product.ts";
import { ROWS } from "./rows.ts";
import { SPACING } from "./spacing.ts";

/**
 * Emits a node's instructions. Not called for a node of constants only, nor for one that an earlier node took in.
 * @throws CompileError when there are no instructions for such a node.
 */
export type LowerNode = (node: OnnxNode, lowering: Lowering) => void;

/** The operators of one family that have instructions, by name. */
export type LoweringFamily = Readonly<Record<string, LowerNode>>;

/** How each operator that is left after simplification becomes instructions. */
export const LOWERINGS: ReadonlyMap<string, LowerNode> = new Map(
  [ELEMENTWISE, INDEX_MAPS, LINEAR, NORMALISING, POOLS, PRODUCT, ROWS, SEQUENCE_LOWERINGS, SPACING].flatMap((family) =>
    Object.entries(family),
  ),
);
