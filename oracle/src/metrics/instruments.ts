import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** Of all names, so that they stand together wherever metrics of many programs are listed. */
const PREFIX = "openimo_";

/** What metrics of one registry are made with: name without the prefix, what it is, and its labels. */
export type Instruments = {
  readonly counter: <L extends string = never>(name: string, help: string, labelNames?: readonly L[]) => Counter<L>;
  /** Has no value until it is set: a 0 that nobody measured would be a lie. */
  readonly gauge: <L extends string = never>(name: string, help: string, labelNames?: readonly L[]) => Gauge<L>;
  /** @param buckets Upper ends, ascending. */
  readonly histogram: <L extends string = never>(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames?: readonly L[],
  ) => Histogram<L>;
};

export function instrumentsOf(registry: Registry): Instruments {
  const registers = [registry];
  return {
    counter: (name, help, labelNames = []) => new Counter({ name: PREFIX + name, help, labelNames, registers }),
    gauge(name, help, labelNames = []) {
      const gauge = new Gauge({ name: PREFIX + name, help, labelNames, registers });
      if (labelNames.length === 0) gauge.remove();
      return gauge;
    },
    histogram: (name, help, buckets, labelNames = []) =>
      new Histogram({ name: PREFIX + name, help, buckets: [...buckets], labelNames, registers }),
  };
}

/** Sets one series for each label value, and those that are no longer named to 0: a state that nothing is in is told, too. */
export function setAll<L extends string>(gauge: Gauge<L>, label: L, values: Readonly<Record<string, number>>): void {
  gauge.reset();
  for (const [name, value] of Object.entries(values)) gauge.set({ [label]: name } as Record<L, string>, value);
}
