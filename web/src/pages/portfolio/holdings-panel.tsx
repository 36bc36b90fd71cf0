import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Tokens } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Panel } from "../../components/panel.tsx";
import { TimeLeft } from "../../components/time.tsx";
import type { Position } from "../../hooks/use-portfolio.ts";
import { isRedeemable } from "../../hooks/use-revenue-token.ts";
import { useMessages } from "../../messages/messages.ts";
import { RedeemForm } from "../model/redeem-form.tsx";

/** The tokens of an account, and the way to burn some for their part of the redemption pool. */
export function HoldingsPanel({ positions }: { positions: readonly Position[] }) {
  const m = useMessages();
  const held = positions.filter(({ holding }) => holding.balance > 0n);
  if (held.length === 0) return null;
  return (
    <Panel title={m.portfolio.holdings}>
      <ul className="divide-y divide-line">
        {held.map((position) => (
          <Holding key={position.token.address} position={position} />
        ))}
      </ul>
    </Panel>
  );
}

function Holding({ position: { model, token, holding } }: { position: Position }) {
  const m = useMessages();
  const [isRedeeming, setRedeeming] = useState(false);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <Link
          to="/models/$modelId"
          params={{ modelId: String(model.id) }}
          className="text-base font-semibold break-words hover:underline"
        >
          {token.name}
        </Link>
        <p className="text-muted">
          <Tokens amount={holding.balance} symbol={token.symbol} />
          {token.periodEnd > 0 && (
            <>
              {" · "}
              {m.revenue.periodEnds} <TimeLeft until={token.periodEnd} />
            </>
          )}
        </p>
      </div>
      {isRedeemable(token) && (
        <Button kind="secondary" aria-haspopup="dialog" onClick={() => setRedeeming(true)}>
          {m.portfolio.redeem}
        </Button>
      )}
      {isRedeeming && (
        <Dialog title={m.revenue.redeemTitle} onClose={() => setRedeeming(false)}>
          <RedeemForm revenue={token} balance={holding.balance} onStarted={() => setRedeeming(false)} />
        </Dialog>
      )}
    </li>
  );
}
