import { Link } from "@tanstack/react-router";
import type { Address } from "viem";
import { ActionButton } from "../../components/action-button.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { buttonClass } from "../../components/button.tsx";
import { Panel } from "../../components/panel.tsx";
import { ModelStatusBadge } from "../../components/status-badge.tsx";
import { claimTokens } from "../../flows/claim-tokens.ts";
import { refund } from "../../flows/refund.ts";
import { statusOf } from "../../hooks/read-model.ts";
import type { Position } from "../../hooks/use-portfolio.ts";
import { useMessages } from "../../messages/messages.ts";

/** What the account put into offerings and didn't settle yet: tokens to claim, ether to get back. */
export function CommitmentsPanel({ positions, account }: { positions: readonly Position[]; account: Address }) {
  const m = useMessages();
  const open = positions.filter(({ commitment }) => commitment.committed > 0n && !commitment.settled);
  if (open.length === 0) return null;
  return (
    <Panel title={m.portfolio.commitments}>
      <ul className="divide-y divide-line">
        {open.map((position) => (
          <li
            key={position.token.address}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link
                  to="/models/$modelId"
                  params={{ modelId: String(position.model.id) }}
                  className="text-base font-semibold hover:underline"
                >
                  {position.model.name}
                </Link>
                <ModelStatusBadge status={statusOf(position.model)} />
              </p>
              <p className="text-muted">
                {m.offering.yours}:{" "}
                <AssetAmount asset={position.launch.offering.terms.currency} amount={position.commitment.committed} />
              </p>
            </div>
            <NextStep position={position} account={account} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function NextStep({ position, account }: { position: Position; account: Address }) {
  const m = useMessages();
  const { offering } = position.launch;
  if (offering.stage === "failed") return <ActionButton action={refund(offering.address, account)} />;
  if (offering.finalised) return <ActionButton action={claimTokens(offering.address, account)} />;
  return (
    <Link to="/models/$modelId" params={{ modelId: String(position.model.id) }} className={buttonClass("secondary")}>
      {m.portfolio.toOffering}
    </Link>
  );
}
