/** What a node's page of metrics says: each value by its series, as Prometheus' text format writes it. */
export async function readMetrics(nodeUrl: string): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${nodeUrl}/metrics`);
  if (!response.ok) throw new Error(`The page of metrics answered with ${response.status}.`);
  const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

/** The sum over all series of a metric that have these labels; undefined when there is none. */
export function sumOf(
  page: ReadonlyMap<string, number>,
  metric: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const found = [...page].filter(
    ([series]) => series.split("{")[0] === metric && wanted.every((part) => series.includes(part)),
  );
  return found.length === 0 ? undefined : found.reduce((sum, [, value]) => sum + value, 0);
}
