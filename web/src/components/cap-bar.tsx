import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";

/** Exact to a tenth of a percent, in bigint, so that no amount goes through a double. */
function share(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1_000n) / whole) / 10;
}

interface CapBarProps {
  readonly committedWei: bigint;
  readonly softCapWei: bigint;
  readonly hardCapWei: bigint;
}

/** What was committed against the soft and the hard cap. Over-subscribed, the whole bar is what was committed. */
export function CapBar({ committedWei, softCapWei, hardCapWei }: CapBarProps) {
  const m = useMessages();
  const format = useFormat();
  const whole = committedWei > hardCapWei ? committedWei : hardCapWei;
  const marks = [
    { name: m.offering.softCap, at: softCapWei },
    { name: m.offering.hardCap, at: hardCapWei },
  ];
  return (
    <div>
      <div
        role="img"
        aria-label={m.offering.barLabel(format.ether(committedWei), format.ether(softCapWei), format.ether(hardCapWei))}
        className="relative h-2.5 rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${share(committedWei, whole)}%` }} />
        {marks.map(({ name, at }) => (
          <span
            key={name}
            className="absolute -top-1 h-4.5 w-0.5 -translate-x-1/2 bg-ink"
            style={{ left: `${share(at, whole)}%` }}
          />
        ))}
      </div>
      <p className="figures mt-2 flex justify-between gap-2 text-xs text-muted">
        {marks.map(({ name, at }) => (
          <span key={name} title={format.exactEther(at)}>
            {name} {format.ether(at)}
          </span>
        ))}
      </p>
    </div>
  );
}
