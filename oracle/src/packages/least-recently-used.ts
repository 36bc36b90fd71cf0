/** A package that may be given up. */
export type Leavable = {
  readonly name: string;
  readonly bytes: number;
  /** Unix time in milliseconds. */
  readonly usedMs: number;
  readonly inUse: boolean;
};

/**
 * What has to be given up so that the rest has at most `maxBytes`: what was used the longest ago first, nothing in use.
 * @returns Names; undefined when that is not enough, since giving up some of it would not help.
 */
export function leastRecentlyUsed(packages: readonly Leavable[], maxBytes: number): string[] | undefined {
  let bytes = packages.reduce((sum, each) => sum + each.bytes, 0);
  const leave: string[] = [];
  const idle = packages.filter(({ inUse }) => !inUse).sort((a, b) => a.usedMs - b.usedMs);
  for (const { name, bytes: freed } of idle) {
    if (bytes <= maxBytes) break;
    bytes -= freed;
    leave.push(name);
  }
  return bytes <= maxBytes ? leave : undefined;
}
