import { Link } from "@tanstack/react-router";
import type { Address } from "viem";
import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { Amounts } from "../../components/asset-amount.tsx";
import { Panel } from "../../components/panel.tsx";
import { TimeLeft } from "../../components/time.tsx";
import { claimRevenue } from "../../flows/claim-revenue.ts";
import type { Position } from "../../hooks/use-portfolio.ts";
import { hasRevenue } from "../../hooks/use-revenue-token.ts";
import { useMessages } from "../../messages/messages.ts";

/** The tokens of an account and the revenue that it can claim, per model and in all. */
export function HoldingsPanel({ positions, account }: { positions: readonly Position[]; account: Address }) {
  const m = useMessages();
  const held = positions.filter(({ holding }) => holding.balance > 0n || hasRevenue(holding));
  if (held.length === 0) return null;
  const claimableWei = held.reduce((sum, { holding }) => sum + holding.claimableWei, 0n);
  const claimable = new Map<Address, bigint>();
  for (const { asset, amount } of held.flatMap(({ holding }) => holding.claimableAssets)) {
    claimable.set(asset, (claimable.get(asset) ?? 0n) + amount);
  }
  return (
    <Panel
      title={m.portfolio.holdings}
      aside={
        <p className="text-muted">
          {m.revenue.claimable}{" "}
          <strong className="text-ink">
            <Amounts wei={claimableWei} assets={Array.from(claimable, ([asset, amount]) => ({ asset, amount }))} />
          </strong>
        </p>
      }
    >
      <ul className="divide-y divide-line">
        {held.map(({ model, token, holding }) => (
          <li
            key={token.address}
            className="grid items-center gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0 sm:grid-cols-[1fr_auto_auto]"
          >
            <div className="min-w-0">
              <Link
                to="/models/$modelId"
                params={{ modelId: String(model.id) }}
                className="text-base font-semibold hover:underline"
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
            <p className="sm:text-right">
              <span className="block text-xs text-muted">{m.revenue.claimable}</span>
              <span className="text-base font-semibold">
                <Amounts wei={holding.claimableWei} assets={holding.claimableAssets} />
              </span>
            </p>
            <ActionButton disabled={!hasRevenue(holding)} action={claimRevenue(token.address, account)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
