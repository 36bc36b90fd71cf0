import { Link } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { Panel } from "../../components/panel.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

export function NotLaunchedPanel({ model }: { model: ListedModel }) {
  const m = useMessages();
  const { address } = useWallet();
  return (
    <Panel title={m.offering.title}>
      <p className="text-muted">{m.offering.none}</p>
      {address === model.developer && (
        <Link to="/launch" className={buttonClass("primary", "mt-4")}>
          {m.models.launchYours}
        </Link>
      )}
    </Panel>
  );
}
