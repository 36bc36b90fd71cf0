/**
 * Makes a tensor, row-major, out of what `element` says for the indexes of each of its elements.
 * @param element Not to keep the array that it is given: it changes.
 */
export function mapIndexes(shape: readonly number[], element: (indexes: readonly number[]) => number): Int32Array {
  const y = new Int32Array(shape.reduce((product, dimension) => product * dimension, 1));
  const indexes = shape.map(() => 0);
  for (let i = 0; i < y.length; i++) {
    y[i] = element(indexes);
    // Counts up from the last dimension, with carries.
    for (let d = shape.length - 1; d >= 0 && ++indexes[d] === shape[d]; d--) indexes[d] = 0;
  }
  return y;
}

/** Where the element with these indexes lies in a row-major tensor. */
export function elementIndex(shape: readonly number[], indexes: readonly number[]): number {
  return shape.reduce((offset, dimension, d) => offset * dimension + indexes[d], 0);
}
