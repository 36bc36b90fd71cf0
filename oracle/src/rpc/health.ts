import {
  PROVIDER_COOLDOWN_FIRST_MS,
  PROVIDER_COOLDOWN_LONGEST_MS,
  RPC_CALL_TIMEOUT_MS,
  STALE_HEAD_BLOCKS,
  STALE_HEAD_SECONDS,
} from "../limits.ts";

/** How a provider did so far. Times are by this process's clock, in milliseconds. */
export type Health = {
  /** Of answers, moving average in milliseconds; 0 before the first. */
  readonly latencyMs: number;
  /** Moving average of failed calls, 0 to 1. */
  readonly failureRate: number;
  readonly failuresInARow: number;
  readonly failedMs: number;
  readonly evictedUntilMs: number;
  readonly head: { readonly number: bigint; readonly timestamp: number } | undefined;
  /** Its newest block is not on the chain that the quorum agrees on. */
  readonly isForked: boolean;
  /** It is of another chain. */
  readonly isForeign: boolean;
};

export type Standing = "in use" | "cooling down" | "stale" | "evicted" | "foreign";

/** Of better standing first. Those that are evicted or foreign are asked nothing that counts. */
const ORDER: readonly Standing[] = ["in use", "cooling down", "stale"];

/** For how long a provider isn't preferred after so many failures in a row. */
export function cooldownMs(failuresInARow: number): number {
  if (failuresInARow === 0) return 0;
  return Math.min(PROVIDER_COOLDOWN_FIRST_MS * 2 ** (failuresInARow - 1), PROVIDER_COOLDOWN_LONGEST_MS);
}

/** @param agreed The newest block that the quorum agreed on. */
export function standingOf(health: Health, agreed: Health["head"], nowMs: number): Standing {
  if (health.isForeign) return "foreign";
  if (nowMs < health.evictedUntilMs) return "evicted";
  if (health.failuresInARow > 0 && nowMs < health.failedMs + cooldownMs(health.failuresInARow)) return "cooling down";
  return health.isForked || isStale(health.head, agreed) ? "stale" : "in use";
}

function isStale(head: Health["head"], agreed: Health["head"]): boolean {
  if (head === undefined || agreed === undefined) return false;
  return (
    agreed.number - head.number > STALE_HEAD_BLOCKS ||
    (agreed.number > head.number && agreed.timestamp - head.timestamp > STALE_HEAD_SECONDS)
  );
}

/** What asking it costs on average, a failure counted as a whole timeout. */
const costMs = ({ latencyMs, failureRate }: Health): number => latencyMs + failureRate * RPC_CALL_TIMEOUT_MS;

/** The providers to ask, best first. */
export function ranked<P extends Health>(providers: readonly P[], agreed: Health["head"], nowMs: number): P[] {
  const placed = providers.map((provider) => ({
    provider,
    place: ORDER.indexOf(standingOf(provider, agreed, nowMs)),
  }));
  return placed
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place || costMs(a.provider) - costMs(b.provider))
    .map(({ provider }) => provider);
}
