import type { FloatTensor } from "../float-tensor.ts";
import type { OperatorCall } from "./operator-call.ts";

/**
 * What an ONNX operator computes, in floats: the meaning of the model that is compiled. Also used to fold constants and
 * to find shapes. Returns the node's outputs in order, or the only one.
 * @throws CompileError when shapes do not agree or an attribute has a value that is not supported.
 */
export type Operator = (call: OperatorCall) => FloatTensor | readonly FloatTensor[];

/** The operators of one family, by their ONNX names. */
export type OperatorFamily = Readonly<Record<string, Operator>>;
