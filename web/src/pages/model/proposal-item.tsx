import { ActionButton } from "../../components/action-button.tsx";
import { Tokens } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Account, Hash } from "../../components/hash.tsx";
import { idHex } from "../../components/parse-amount.ts";
import { DateTime } from "../../components/time.tsx";
import { cancelProposal } from "../../flows/cancel-proposal.ts";
import { executeProposal } from "../../flows/execute-proposal.ts";
import { vote } from "../../flows/vote.ts";
import type { Decision, Proposal } from "../../hooks/use-governance.ts";
import { usePossibleActions } from "../../hooks/use-possible-actions.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

interface ProposalItemProps {
  readonly proposal: Proposal;
  readonly symbol: string;
}

/** A proposal: what it does, how the votes stand, and what the connected account can do about it now. */
export function ProposalItem({ proposal, symbol }: ProposalItemProps) {
  const m = useMessages();
  const { state, votes, quorum } = proposal;
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-4 font-medium">
        <span>{m.governance.proposal(String(proposal.id))}</span>
        <span className="text-muted">{m.governance.states[state]}</span>
      </p>
      <p className="my-2">
        <DecisionText decision={proposal.decision} />
      </p>
      <Facts>
        <Fact name={state === "pending" ? m.governance.begins : m.governance.ends}>
          <DateTime at={state === "pending" ? proposal.snapshot : proposal.deadline} />
        </Fact>
        <Fact name={m.governance.inFavour}>
          <Tokens amount={votes.inFavour} symbol={symbol} />
        </Fact>
        <Fact name={m.governance.against}>
          <Tokens amount={votes.against} symbol={symbol} />
        </Fact>
        {quorum !== undefined && (
          <Fact name={m.governance.needed}>
            <Tokens amount={quorum} symbol={symbol} />
          </Fact>
        )}
        {state === "succeeded" && (
          <Fact name={m.governance.executable}>
            <DateTime at={proposal.executableFrom} /> – <DateTime at={proposal.executableUntil} />
          </Fact>
        )}
      </Facts>
      {state === "pending" && <CancelButton proposal={proposal} />}
      {state === "active" && <VoteButtons proposal={proposal} />}
      {state === "succeeded" && <ExecuteButton proposal={proposal} />}
    </>
  );
}

function DecisionText({ decision }: { decision: Decision | undefined }) {
  const m = useMessages();
  if (decision === undefined) return m.governance.unknown;
  if (decision.kind === "version") {
    return (
      <>
        {m.governance.recommends} <Hash value={idHex(decision.modelId)} label={m.model.id} />
      </>
    );
  }
  return (
    <>
      {m.governance.pays} <AssetAmount asset={decision.asset} amount={decision.amount} /> {m.governance.to}{" "}
      <Account address={decision.payee} label={m.governance.to} />
    </>
  );
}

/** Only what the governor would take of this account. */
function VoteButtons({ proposal }: { proposal: Proposal }) {
  const m = useMessages();
  const { address } = useWallet();
  const actions = [vote(proposal, "inFavour"), vote(proposal, "against"), vote(proposal, "abstain")];
  const possible = usePossibleActions(address ? actions : [], address);
  const now = actions.filter(({ key }) => possible.has(key));
  if (now.length === 0) return null;
  return (
    <div className="mt-3">
      <p className="mb-3 text-xs text-muted">{m.governance.voteOnce}</p>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-3">
        {now.map((action) => (
          <ActionButton key={action.key} action={action} kind="secondary" />
        ))}
      </div>
    </div>
  );
}

/** For the account that made it. */
function CancelButton({ proposal }: { proposal: Proposal }) {
  const { address } = useWallet();
  const action = cancelProposal(proposal);
  const possible = usePossibleActions(address ? [action] : [], address);
  if (!possible.has(action.key)) return null;
  return <ActionButton action={action} kind="secondary" className="mt-3 w-full" />;
}

function ExecuteButton({ proposal }: { proposal: Proposal }) {
  const action = executeProposal(proposal);
  const possible = usePossibleActions([action]);
  if (!possible.has(action.key)) return null;
  return <ActionButton action={action} className="mt-3 w-full" />;
}
