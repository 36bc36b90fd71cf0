import type { Address } from "viem";
import { useMessages } from "../messages/messages.ts";
import { useAssetText } from "./asset-amount.tsx";

/** Exact to a tenth of a percent, in bigint, so that no amount goes through a double. */
function share(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1_000n) / whole) / 10;
}

interface CapBarProps {
  readonly currency: Address;
  readonly committed: bigint;
  readonly softCap: bigint;
  readonly hardCap: bigint;
}

/** What was committed against the soft and the hard cap. Over-subscribed, the whole bar is what was committed. */
export function CapBar({ currency, committed, softCap, hardCap }: CapBarProps) {
  const m = useMessages();
  const text = useAssetText(currency);
  const whole = committed > hardCap ? committed : hardCap;
  const marks = [
    { name: m.offering.softCap, at: softCap },
    { name: m.offering.hardCap, at: hardCap },
  ];
  return (
    <div>
      <div
        role="img"
        aria-label={m.offering.barLabel(text(committed), text(softCap), text(hardCap))}
        className="relative h-2.5 rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${share(committed, whole)}%` }} />
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
          <span key={name}>
            {name} {text(at)}
          </span>
        ))}
      </p>
    </div>
  );
}
