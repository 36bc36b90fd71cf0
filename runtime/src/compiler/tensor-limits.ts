import { CompileError } from "./compile-error.ts";

/** Elements of one tensor of the float model: 2^27 doubles are a gibibyte. */
const MAX_ELEMENTS = 2 ** 27;
/** ONNX has no limit; no exporter writes more than six or so. */
const MAX_DIMENSIONS = 16;
/** Elements written and products added in one evaluation of the model: about a minute. */
const MAX_WORK = 2 ** 35;

/**
 * Product of the dimensions, checked after each factor.
 * @param what What has the shape, for the error.
 * @throws CompileError for a negative or fractional dimension, and for a product beyond the limit.
 */
export function countElements(shape: readonly number[], what: string): number {
  if (shape.length > MAX_DIMENSIONS) throw new CompileError(`${what} has ${shape.length} dimensions`);
  let count = 1;
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0) {
      throw new CompileError(`${what} has a dimension of ${dimension}`);
    }
    // Both factors are checked, so the product is below 2^27 * 2^53 and compares right.
    count *= dimension;
    if (count > MAX_ELEMENTS) {
      throw new CompileError(`${what} of shape [${shape.join(", ")}] has more than ${MAX_ELEMENTS} elements`);
    }
  }
  return count;
}

/** What one evaluation of a graph may still compute, so that no file makes the compiler run for hours. */
export class WorkBudget {
  #left = MAX_WORK;

  /** @throws CompileError when the evaluation would take more than the limit. */
  spend(units: number, what: string): void {
    this.#left -= units;
    if (!(this.#left >= 0)) throw new CompileError(`${what}: the model takes more than ${MAX_WORK} operations a run`);
  }
}
