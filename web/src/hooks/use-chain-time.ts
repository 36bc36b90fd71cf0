import { useSyncExternalStore } from "react";
import { useHead } from "./use-head.ts";

/** A chain that makes no blocks for this long makes no time either, in seconds. */
const MAX_AHEAD_SECONDS = 30;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000);
  return () => clearInterval(timer);
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

/** The chain's time in unix seconds, ticking between blocks; undefined until the first block is read. */
export function useChainTime(): number | undefined {
  const { data: head } = useHead();
  const now = useSyncExternalStore(subscribe, nowSeconds);
  if (!head) return undefined;
  const ahead = Math.max(0, now - Math.floor(head.seenAtMs / 1_000));
  return head.timestamp + Math.min(ahead, MAX_AHEAD_SECONDS);
}
