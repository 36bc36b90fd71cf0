import { bondOfClaim, CLAIM_STATUS, type KnownClaim, VERDICT } from "@openimo/player";
import { isAddressEqual } from "viem";
import { useChain } from "../../../app/chain.ts";
import { ActionButton } from "../../../components/action-button.tsx";
import { Ether } from "../../../components/amount.tsx";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Panel } from "../../../components/panel.tsx";
import { QueryView } from "../../../components/query-view.tsx";
import { withdrawCourtCredit } from "../../../flows/play-dispute.ts";
import type { CaseFacts } from "../../../hooks/read-case.ts";
import type { InferenceRequest } from "../../../hooks/read-request.ts";
import { useCase, useCourtCredit } from "../../../hooks/use-case.ts";
import type { SideControl } from "../../../hooks/use-side.ts";
import { useWallet } from "../../../hooks/use-wallet.ts";
import { useMessages } from "../../../messages/messages.ts";
import { DuelList } from "./duel-list.tsx";
import { NextStep } from "./next-step.tsx";
import { gainWei } from "./stakes.ts";

interface DisputePanelProps {
  readonly request: InferenceRequest;
  readonly control: SideControl;
}

/** The dispute as whoever plays it sees it: stakes, duels, and the one thing to sign next. */
export function DisputePanel({ request, control }: DisputePanelProps) {
  const m = useMessages();
  const query = useCase(request);
  return (
    <Panel title={m.duel.title}>
      <QueryView query={query}>
        {(facts) => facts && <Case request={request} facts={facts} control={control} />}
      </QueryView>
      <CourtCredit />
    </Panel>
  );
}

function Case({ request, facts, control }: DisputePanelProps & { facts: CaseFacts }) {
  const { address } = useWallet();
  const { side } = control;
  const computed = side.state === "held" ? side.facts : undefined;
  const own = ownClaim(facts.claims, (claim) =>
    computed
      ? claim.key.traceRoot === computed.traceRoot && claim.key.generation === facts.state.generation
      : address !== undefined && isAddressEqual(claim.state.sponsor, address),
  );
  return (
    <div className="space-y-5">
      <Stakes facts={facts} rewardWei={request.terms.operatorRewardWei} />
      <DuelList facts={facts} ownId={own?.id} operations={computed?.operations} />
      <NextStep request={request} facts={facts} control={control} />
    </div>
  );
}

const ownClaim = (claims: readonly KnownClaim[], isOwn: (claim: KnownClaim) => boolean) =>
  claims.find((claim) => claim.state.status === CLAIM_STATUS.live && isOwn(claim)) ?? claims.find(isOwn);

/** Bonds of this account that are at stake, and what a win brings. Nothing where it has none, or all is decided. */
function Stakes({ facts, rewardWei }: { facts: CaseFacts; rewardWei: bigint }) {
  const m = useMessages();
  const { address } = useWallet();
  const { claims, found, state } = facts;
  const { bondWei } = found.openedCase;
  const own = claims.filter(
    ({ state: claim }) =>
      address !== undefined && isAddressEqual(claim.sponsor, address) && claim.status === CLAIM_STATUS.live,
  );
  if (own.length === 0 || state.verdict !== VERDICT.none) return null;
  const staked = own.reduce((sum, { state: { number } }) => sum + bondOfClaim(bondWei, number), 0n);
  return (
    <div>
      <Facts>
        <Fact name={m.duel.staked}>
          <Ether wei={staked} />
        </Fact>
        <Fact name={m.duel.gain}>
          <Ether wei={gainWei(bondWei, rewardWei)} />
        </Fact>
      </Facts>
      <p className="mt-2 text-xs text-muted">{m.duel.risk}</p>
    </div>
  );
}

/** What the court owes the connected account: bonds that came back, and its share of lost ones. */
function CourtCredit() {
  const m = useMessages();
  const { deployment } = useChain();
  const { address } = useWallet();
  const { data: amountWei } = useCourtCredit(address);
  if (!address || !amountWei) return null;
  return (
    <div className="mt-5 flex flex-wrap items-center justify-between gap-4 rounded-lg bg-accent-soft px-5 py-4">
      <p>
        {m.duel.owed}{" "}
        <strong>
          <Ether wei={amountWei} />
        </strong>
      </p>
      <ActionButton action={withdrawCourtCredit(deployment.disputeCourt, address)} />
    </div>
  );
}
