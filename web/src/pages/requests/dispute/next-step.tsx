import {
  bondOfClaim,
  type CaseAction,
  type CaseView,
  CLAIM_STATUS,
  copiedClaim,
  keyText,
  nextAction,
  settlements,
  UnmatchedPaymentError,
  VERDICT,
} from "@openimo/player";
import { useCallback, useEffect, useState } from "react";
import { type Address, isAddressEqual } from "viem";
import { Notice } from "../../../components/notice.tsx";
import { TimeLeft } from "../../../components/time.tsx";
import type { CaseFacts } from "../../../hooks/read-case.ts";
import type { InferenceRequest } from "../../../hooks/read-request.ts";
import { useClaimCommitment } from "../../../hooks/use-claim-commitment.ts";
import type { HeldSide, SideControl } from "../../../hooks/use-side.ts";
import { playedStep, useStepCall } from "../../../hooks/use-step-call.ts";
import { useWallet } from "../../../hooks/use-wallet.ts";
import { useMessages } from "../../../messages/messages.ts";
import { ComputeSide } from "./compute-side.tsx";
import { StepCard } from "./step-card.tsx";

interface NextStepProps {
  readonly request: InferenceRequest;
  readonly facts: CaseFacts;
  readonly control: SideControl;
}

/** What can be signed next. Bonds can be shared out by anybody; to play, the own side has to be computed. */
export function NextStep({ request, facts, control }: NextStepProps) {
  const m = useMessages();
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const skip = useCallback((key: string) => setSkipped((known) => new Set([...known, key])), []);
  const { claims, state, found } = facts;
  if (state.verdict !== VERDICT.none) {
    const [action] = settlements({ openedCase: found.openedCase, state, claims, skipped });
    return <Act action={action} request={request} facts={facts} host={undefined} skip={skip} />;
  }
  return (
    <div className="space-y-3">
      {control.side.state !== "held" && <p>{m.duel.takeSideText}</p>}
      <ComputeSide control={control} label={m.duel.takeSide}>
        {(side) => <Play request={request} facts={facts} side={side} skip={skip} />}
      </ComputeSide>
    </div>
  );
}

interface PlayProps {
  readonly request: InferenceRequest;
  readonly facts: CaseFacts;
  /** Leaves a bond where it is, since it can't be shared out. */
  skip(key: string): void;
}

function Play({ request, facts, side, skip }: PlayProps & { side: Extract<HeldSide, { state: "held" }> }) {
  const { address } = useWallet();
  const { counts } = useClaimCommitment(request.id, address);
  const view = viewOf(facts, side, address);
  const copied = copiedClaim(view, address, counts?.blockNumber);
  const action: CaseAction = copied === undefined ? nextAction(view) : { type: "claim" };
  const number = copied?.state.number ?? facts.state.claimCount + 1;
  const bondWei = bondOfClaim(facts.found.openedCase.bondWei, number);
  return (
    <Act
      action={action}
      request={request}
      facts={facts}
      host={side.host}
      bondWei={bondWei}
      salt={counts?.salt}
      isCopied={copied !== undefined}
      skip={skip}
    />
  );
}

function viewOf(facts: CaseFacts, side: Extract<HeldSide, { state: "held" }>, account: Address | undefined): CaseView {
  const { openedCase } = facts.found;
  const { outputHash, traceRoot } = side.facts;
  return {
    ...{ ...facts, openedCase, outputHash, traceRoot, skipped: new Set() },
    isProposer: account !== undefined && isAddressEqual(openedCase.proposer, account),
  };
}

interface ActProps extends PlayProps {
  readonly action: CaseAction;
  readonly host: Extract<HeldSide, { state: "held" }>["host"] | undefined;
  readonly bondWei?: bigint;
  readonly salt?: Parameters<typeof playedStep>[2]["salt"];
  readonly isCopied?: boolean;
}

function Act({ action, request, facts, host, bondWei = 0n, salt, isCopied = false, skip }: ActProps) {
  const m = useMessages();
  switch (action.type) {
    case "none":
      return <p className="text-muted">{m.duel.settled}</p>;
    case "lost":
      return <Notice kind="danger">{m.duel.lost}</Notice>;
    case "wait":
      return <Waiting facts={facts} />;
  }
  const isClaim = action.type === "claim";
  const rest = { terms: request.terms, host, valueWei: isClaim ? bondWei : 0n, salt: isClaim ? salt : undefined };
  const played = playedStep(action, facts, rest);
  return (
    <>
      {isCopied && <Notice kind="warn">{m.duel.copied}</Notice>}
      <StepCard key={played.key} played={played} />
      {action.type === "settle" && <SkipUnmatched played={played} skip={() => skip(keyText(action.loser))} />}
    </>
  );
}

/** A bond whose payments can't be found again doesn't stand in the way of the others. */
function SkipUnmatched({ played, skip }: { played: ReturnType<typeof playedStep>; skip(): void }) {
  const { error } = useStepCall(played);
  const isUnmatched = error instanceof UnmatchedPaymentError;
  useEffect(() => {
    if (isUnmatched) skip();
  }, [isUnmatched, skip]);
  return null;
}

/** Nothing is to be signed: it is others' turn, or others may still claim. */
function Waiting({ facts: { state, claims } }: { facts: CaseFacts }) {
  const m = useMessages();
  const live = claims.filter(
    ({ state: claim }) => claim.status === CLAIM_STATUS.live && claim.generation === state.generation,
  );
  return (
    <div role="status">
      <p className="font-semibold">{live.length > 1 ? m.duel.waitRival : m.duel.waitClaims}</p>
      <p>
        {m.duel.claimsUntil} <TimeLeft until={state.claimsEnd} />
      </p>
    </div>
  );
}
