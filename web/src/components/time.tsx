import { useChainTime } from "../hooks/use-chain-time.ts";
import { useFormat } from "../messages/format.ts";

export function DateTime({ at }: { at: number }) {
  const format = useFormat();
  return <time dateTime={new Date(at * 1_000).toISOString()}>{format.dateTime(at)}</time>;
}

/** How long until a moment of chain time; a dash while the chain's time is unknown. */
export function TimeLeft({ until }: { until: number }) {
  const format = useFormat();
  const now = useChainTime();
  return (
    <span className="figures" title={format.dateTime(until)}>
      {now === undefined ? "–" : format.duration(Math.max(0, until - now))}
    </span>
  );
}
