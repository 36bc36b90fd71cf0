import { SEQUENCE } from "../steps/sequence-operators.ts";
import { BINARY } from "./binary.ts";
import { CONVOLUTION } from "./convolution.ts";
import { GENERATION } from "./generation.ts";
import { MATRIX } from "./matrix.ts";
import { NORMALISATION } from "./normalisation.ts";
import type { Operator } from "./operator.ts";
import { POOLING } from "./pooling.ts";
import { QUANTISED } from "./quantised.ts";
import { REDUCTION } from "./reduction.ts";
import { RESIZING } from "./resizing.ts";
import { SELECTION } from "./selection.ts";
import { SHAPING } from "./shaping.ts";
import { INTERNAL_CONVOLUTION, TRANSPOSED_CONVOLUTION } from "./transposed-convolution.ts";
import { INTERNAL_UNARY, UNARY } from "./unary.ts";

/** Every operator that can be evaluated, by its ONNX name. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [BINARY, CONVOLUTION, GENERATION, MATRIX, NORMALISATION, POOLING, QUANTISED, REDUCTION, RESIZING, SELECTION, SHAPING]
    .concat([SEQUENCE, UNARY, TRANSPOSED_CONVOLUTION, INTERNAL_CONVOLUTION])
    .flatMap((family) => Object.entries(family))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** Operator set versions of which the supported operators were read. */
export const MIN_OPSET = 7;
export const MAX_OPSET = 21;

/** Operators that only the compiler's own rewriting writes, or a later operator set than those read here. */
const INTERNAL: ReadonlySet<string> = new Set([
  ...INTERNAL_UNARY,
  ...Object.keys(INTERNAL_CONVOLUTION),
  "RMSNormalization",
  "TransposedMatMul",
  "RowMax",
  "RowMean",
  "RowSum",
  ...Object.keys(SEQUENCE),
]);

/** Names of the operators that the compiler takes from a file. */
export const SUPPORTED_OPERATORS: readonly string[] = [...OPERATORS.keys()].filter((name) => !INTERNAL.has(name));
