import { useNavigate } from "@tanstack/react-router";
import { useDisconnect } from "wagmi";
import { useWallet } from "../hooks/use-wallet.ts";
import { useMessages } from "../messages/messages.ts";
import { Menu } from "./menu.tsx";

/** Who is connected, and how to leave. */
export function AccountMenu() {
  const m = useMessages();
  const { address, role, walletName } = useWallet();
  const disconnect = useDisconnect();
  const navigate = useNavigate();
  if (!address) return null;
  const short = `${address.slice(0, 6)}…${address.slice(-4)}`;
  return (
    <Menu
      label={m.wallet.account(role ? m.wallet.roles[role] : short)}
      trigger={
        <>
          <span aria-hidden="true" className="size-2 rounded-full bg-accent" />
          <span className={role ? "" : "font-mono text-xs"}>{role ? m.wallet.roles[role] : short}</span>
        </>
      }
      heading={
        <>
          <span className="block">{role ? m.wallet.development : walletName}</span>
          <span className="mt-0.5 block font-mono break-all text-ink">{address}</span>
        </>
      }
      items={[
        { name: m.wallet.copyAddress, onSelect: () => void navigator.clipboard.writeText(address) },
        { name: m.nav.portfolio, onSelect: () => void navigate({ to: "/portfolio" }) },
        { name: m.wallet.disconnect, onSelect: () => disconnect.mutate() },
      ]}
    />
  );
}
