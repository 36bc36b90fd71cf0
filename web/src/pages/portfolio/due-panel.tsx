import type { Address } from "viem";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { Amounts, AssetAmount } from "../../components/asset-amount.tsx";
import { Panel } from "../../components/panel.tsx";
import { claimAllRevenue } from "../../flows/claim-all-revenue.ts";
import { claimRevenue } from "../../flows/claim-revenue.ts";
import { claimTokens } from "../../flows/claim-tokens.ts";
import { refund } from "../../flows/refund.ts";
import { releaseVesting } from "../../flows/release-vesting.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import type { Portfolio, Position } from "../../hooks/use-portfolio.ts";
import { hasRevenue } from "../../hooks/use-revenue-token.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { DropClaims } from "../model/drop-claims.tsx";
import { claimableSum, claimedTogether } from "./due.ts";
import { DueRow } from "./due-row.tsx";

/** Everything that an account can get now: revenue, tokens and refunds of offerings, vested tokens, drops. */
export function DuePanel({ portfolio, account }: { portfolio: Portfolio; account: Address }) {
  const m = useMessages();
  const now = useChainTime();
  const earning = portfolio.positions.filter(({ holding }) => hasRevenue(holding));
  const settling = portfolio.positions.filter(isSettling);
  const releasable = portfolio.vestings.filter((vesting) => vesting.releasable > 0n);
  const drops = portfolio.drops.filter(({ drop }) => now !== undefined && now < drop.end);
  const isNothing = earning.length + settling.length + releasable.length === 0;
  return (
    <Panel title={m.portfolio.due}>
      {earning.length > 1 && <ClaimAll earning={earning} account={account} />}
      {isNothing && <p className="text-muted">{m.portfolio.nothingDue}</p>}
      <ul className="divide-y divide-line">
        {earning.map(({ model, token, holding }) => (
          <DueRow
            key={token.address}
            model={model}
            text={m.portfolio.dueText.revenue}
            amount={<Amounts wei={holding.claimableWei} assets={holding.claimableAssets} />}
          >
            <ActionButton
              kind={earning.length > 1 ? "secondary" : "primary"}
              action={claimRevenue(token.address, account)}
            />
          </DueRow>
        ))}
        {settling.map((position) => (
          <SettlementRow key={position.token.address} position={position} account={account} />
        ))}
        {releasable.map(({ model, token, symbol, vesting, releasable: amount }) => (
          <DueRow
            key={vesting.contract}
            model={model}
            text={m.portfolio.dueText.vesting}
            amount={<Tokens amount={amount} symbol={symbol} />}
          >
            <ActionButton kind="secondary" action={releaseVesting(vesting.contract, token)} />
          </DueRow>
        ))}
      </ul>
      {drops.map(({ model, drop, symbol }) => (
        <details key={drop.contract} className="mt-4 border-t border-line pt-4">
          <summary className="mb-2 cursor-pointer font-medium">{m.portfolio.dropOf(model.name)}</summary>
          <DropClaims drop={drop} symbol={symbol} />
        </details>
      ))}
    </Panel>
  );
}

function ClaimAll({ earning, account }: { earning: readonly Position[]; account: Address }) {
  const m = useMessages();
  const format = useFormat();
  const { deployment } = useChain();
  const together = claimedTogether(earning);
  const { wei, assets } = claimableSum(earning);
  const tokens = together.map(({ token }) => token.address);
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-md bg-accent-soft p-4">
      <p className="min-w-0">
        <span className="block">{m.revenue.claimable}</span>
        <strong className="text-xl">
          <Amounts wei={wei} assets={assets} />
        </strong>
        {together.length < earning.length && (
          <span className="block">{m.portfolio.largest(format.count(together.length))}</span>
        )}
      </p>
      <ActionButton className="max-sm:w-full" action={claimAllRevenue(deployment.revenueClaimer, account, tokens)} />
    </div>
  );
}

function isSettling({ launch: { offering }, commitment }: Position): boolean {
  if (commitment.refundOwed > 0n) return true;
  const isDecided = offering.finalised || offering.stage === "failed";
  return isDecided && commitment.committed > 0n && !commitment.settled;
}

function SettlementRow({ position, account }: { position: Position; account: Address }) {
  const m = useMessages();
  const { model, launch, commitment } = position;
  const { offering } = launch;
  const isRefund = commitment.refundOwed > 0n || offering.stage === "failed";
  const amount = commitment.refundOwed > 0n ? commitment.refundOwed : commitment.committed;
  return (
    <DueRow
      model={model}
      text={isRefund ? m.portfolio.dueText.refund : m.portfolio.dueText.tokens}
      amount={<AssetAmount asset={offering.terms.currency} amount={amount} />}
    >
      <ActionButton
        kind="secondary"
        action={isRefund ? refund(offering.address, account) : claimTokens(offering.address, account)}
      />
    </DueRow>
  );
}
