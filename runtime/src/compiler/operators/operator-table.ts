import { add } from "./add.ts";
import { clip } from "./clip.ts";
import { constant } from "./constant.ts";
import { flatten } from "./flatten.ts";
import { gemm } from "./gemm.ts";
import { identity } from "./identity.ts";
import { matMul } from "./mat-mul.ts";
import type { Operator } from "./operator.ts";
import { relu } from "./relu.ts";
import { reshape } from "./reshape.ts";

/** The operators that the compiler takes, by their ONNX names. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["Add", add],
  ["Clip", clip],
  ["Constant", constant],
  ["Flatten", flatten],
  ["Gemm", gemm],
  ["Identity", identity],
  ["MatMul", matMul],
  ["Relu", relu],
  ["Reshape", reshape],
]);

/** Names of the operators that the compiler takes. */
export const SUPPORTED_OPERATORS: readonly string[] = [...OPERATORS.keys()];

/** Operator set versions of which the supported operators were read. */
export const MIN_OPSET = 7;
export const MAX_OPSET = 21;
