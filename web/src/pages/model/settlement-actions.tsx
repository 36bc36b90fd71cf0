import { ActionButton } from "../../components/action-button.tsx";
import { burnUnsold } from "../../flows/burn-unsold.ts";
import { claimDeveloperTokens } from "../../flows/claim-developer-tokens.ts";
import { finaliseOffering } from "../../flows/finalise-offering.ts";
import { releaseLiquidity } from "../../flows/release-liquidity.ts";
import { returnDeposits } from "../../flows/return-deposits.ts";
import { seedLiquidity } from "../../flows/seed-liquidity.ts";
import { startRevenue } from "../../flows/start-revenue.ts";
import { withdrawRaise } from "../../flows/withdraw-raise.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { Offering } from "../../hooks/read-offering.ts";
import { usePossibleActions } from "../../hooks/use-possible-actions.ts";
import { useMessages } from "../../messages/messages.ts";
import type { Action } from "../../wallet/action.ts";

/** The steps after the end that anybody may take; the first is the one that the others wait for. */
function settlementActions({ address, stage, finalised, token }: Offering): Action[] {
  if (stage === "failed") return [returnDeposits(token)];
  if (stage !== "succeeded") return [];
  if (!finalised) return [finaliseOffering(address)];
  return [
    startRevenue(token),
    withdrawRaise(address),
    seedLiquidity(address),
    releaseLiquidity(address),
    claimDeveloperTokens(address),
    burnUnsold(address),
  ];
}

export function SettlementActions({ launch: { offering } }: { launch: NonNullable<ListedModel["launch"]> }) {
  const m = useMessages();
  const actions = settlementActions(offering);
  const possible = usePossibleActions(actions);
  const now = actions.filter(({ key }) => possible.has(key));
  if (now.length === 0) return null;
  return (
    <div className="rounded-md bg-paper p-4">
      <p className="mb-3 text-xs text-muted">{m.offering.anybody}</p>
      <div className="grid grid-cols-1 gap-2">
        {now.map((action) => (
          <ActionButton
            key={action.key}
            action={action}
            kind={action.key === finaliseOffering(offering.address).key ? "primary" : "secondary"}
          />
        ))}
      </div>
    </div>
  );
}
