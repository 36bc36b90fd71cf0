import { useState } from "react";
import { useWallet } from "../hooks/use-wallet.ts";
import { useMessages } from "../messages/messages.ts";
import { Icon } from "./icon.tsx";

/** A hash or an id: short to read, whole on hover and in the clipboard. */
export function Hash({ value, label }: { value: string; label: string }) {
  const m = useMessages();
  const [copied, setCopied] = useState(false);
  const short = value.length > 14 ? `${value.slice(0, 8)}…${value.slice(-4)}` : value;
  return (
    <button
      type="button"
      title={value}
      // Who speaks to the browser names the button by what is seen on it.
      aria-label={`${copied ? m.common.copied(label) : m.common.copy(label)}: ${short}`}
      onClick={() => navigator.clipboard.writeText(value).then(() => setCopied(true))}
      className="rounded-sm px-1 font-mono text-xs hover:bg-sunken"
    >
      {short}
      <Icon name={copied ? "check" : "copy"} className="ml-1.5 size-3.5 text-muted" />
    </button>
  );
}

/** An account, marked when it is the reader's own. */
export function Account({ address, label }: { address: string; label: string }) {
  const m = useMessages();
  const { address: own } = useWallet();
  return (
    <span className="inline-flex items-center gap-1">
      <Hash value={address} label={label} />
      {own === address && <span className="rounded-sm bg-accent-soft px-1.5 text-xs text-accent">{m.common.you}</span>}
    </span>
  );
}
