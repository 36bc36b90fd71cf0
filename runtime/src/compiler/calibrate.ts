import type { ModelGraph } from "./model-graph.ts";

/** Smallest and largest element that a value of the float model took. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * Runs the float model over samples and notes the range of every value.
 * @param onSample Called after each sample with the number of samples done.
 */
export function calibrate(
  graph: ModelGraph,
  samples: Iterable<Float64Array>,
  onSample: (done: number) => void,
): Map<string, Range> {
  const ranges = new Map<string, Range>();
  let done = 0;
  for (const sample of samples) {
    graph.evaluate(sample, (name, { values }) => {
      let { min, max } = ranges.get(name) ?? { min: values[0], max: values[0] };
      for (const value of values) {
        if (value < min) min = value;
        if (value > max) max = value;
      }
      ranges.set(name, { min, max });
    });
    onSample(++done);
  }
  return ranges;
}
