const KIB = 1024;
const MEGABYTE = 1_000_000;

/** What a compile took. */
export interface CompileCost {
  readonly compileSeconds: number;
  /** Of the whole process, its start included, in MB of 10^6 bytes. */
  readonly peakMemoryMegabytes: number;
}

/** Takes the time that `compile` needs, and the largest resident memory of the process so far. */
export async function withCost<T>(compile: () => Promise<T>): Promise<T & CompileCost> {
  const start = performance.now();
  const result = await compile();
  return {
    ...result,
    compileSeconds: Math.round((performance.now() - start) / 100) / 10,
    peakMemoryMegabytes: Math.round((process.resourceUsage().maxRSS * KIB) / MEGABYTE),
  };
}
