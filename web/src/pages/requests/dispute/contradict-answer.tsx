import { useQuery } from "@tanstack/react-query";
import { useChain } from "../../../app/chain.ts";
import { ActionButton } from "../../../components/action-button.tsx";
import { Ether } from "../../../components/amount.tsx";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Notice } from "../../../components/notice.tsx";
import { TimeLeft } from "../../../components/time.tsx";
import { commitClaim, contradict } from "../../../flows/play-dispute.ts";
import type { InferenceRequest } from "../../../hooks/read-request.ts";
import { useChainTime } from "../../../hooks/use-chain-time.ts";
import { useClaimCommitment } from "../../../hooks/use-claim-commitment.ts";
import type { HeldSide, SideControl } from "../../../hooks/use-side.ts";
import { useWallet } from "../../../hooks/use-wallet.ts";
import { useMessages } from "../../../messages/messages.ts";
import { ComputeSide } from "./compute-side.tsx";
import { gainWei } from "./stakes.ts";

/** Closer to the end of the window than this there is no time for a commitment and the claim after it, in seconds. */
const COMMIT_MARGIN_SECONDS = 120;

/** Claims the own answer against the posted one, with the bond and the risk said before anything is signed. */
export function ContradictAnswer({ request, control }: { request: InferenceRequest; control: SideControl }) {
  const m = useMessages();
  const { terms, windowEnd } = request;
  return (
    <section aria-label={m.duel.contradictTitle} className="mt-4 space-y-4 border-t border-line pt-4">
      <h3 className="font-semibold">{m.duel.contradictTitle}</h3>
      <p>{m.duel.contradictText}</p>
      <Facts>
        <Fact name={m.duel.stake}>
          <Ether wei={terms.bondWei} />
        </Fact>
        <Fact name={m.duel.gain}>
          <Ether wei={gainWei(terms.bondWei, terms.operatorRewardWei)} />
        </Fact>
        <Fact name={m.duel.timeLeft}>
          <TimeLeft until={windowEnd} />
        </Fact>
      </Facts>
      <Notice kind="warn">{m.duel.risk}</Notice>
      <ComputeSide control={control} label={m.duel.compute}>
        {(side) => <Sign request={request} side={side} />}
      </ComputeSide>
    </section>
  );
}

function Sign({ request, side }: { request: InferenceRequest; side: Extract<HeldSide, { state: "held" }> }) {
  const m = useMessages();
  const { deployment } = useChain();
  const { address } = useWallet();
  const now = useChainTime();
  const { counts, commitmentOf, mined } = useClaimCommitment(request.id, address);
  const { host, facts } = side;
  const salt = counts?.salt;
  const { data: call } = useQuery({
    queryKey: ["contradict", String(request.id), facts.traceRoot, salt ?? ""],
    queryFn: () => host.call({ type: "contradict", oracle: deployment.inferenceOracle, request: request.terms, salt }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // The run that keeps its trace gives the posted answer after all: then a bond would be lost.
  if (facts.output === request.answer?.output) return <Notice kind="danger">{m.duel.runsDisagree}</Notice>;
  if (!call || now === undefined) return null;
  if (address && !counts && request.windowEnd - now > COMMIT_MARGIN_SECONDS) {
    const action = commitClaim(deployment.disputeCourt, commitmentOf(facts, address));
    return (
      <div className="space-y-3">
        <p>{m.duel.commitText}</p>
        <ActionButton action={action} onConfirmed={({ blockNumber }) => mined(blockNumber)} />
      </div>
    );
  }
  return (
    <div className="space-y-3">
      <p>{m.duel.contradictNow}</p>
      <ActionButton action={contradict(request.id, call)} />
    </div>
  );
}
