/** Of a folder sorted by label, every fifth sample is held out for the parity report. */
export const HELD_OUT_EVERY = 5;

const collator = new Intl.Collator("en", { numeric: true });

/** Those of a folder's folders that are labels, in the order of the model's scores: numbers by their value. */
export function inLabelOrder(folders: readonly string[]): string[] {
  return folders.filter((name) => !name.startsWith(".")).sort(collator.compare);
}

/** Those of a folder's files that are samples, in the order in which they are used. */
export function inSampleOrder(names: readonly string[]): string[] {
  return names.filter((name) => !name.startsWith(".") && name !== "labels.txt").sort();
}

/** At most `count` of them, evenly spread: samples are often sorted by label. */
export function spread<T>(samples: readonly T[], count: number): T[] {
  if (samples.length <= count) return [...samples];
  return Array.from({ length: count }, (_, i) => samples[Math.floor((i * samples.length) / count)]);
}
