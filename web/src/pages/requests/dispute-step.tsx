import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { TimeLeft } from "../../components/time.tsx";
import type { TimelineStep } from "../../components/timeline.tsx";
import { finaliseDispute } from "../../flows/finalise-dispute.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { usePossibleActions } from "../../hooks/use-possible-actions.ts";
import type { Messages } from "../../messages/messages.ts";
import { Moment } from "./moment.tsx";

/** What a dispute means, when no more answers are taken, and how it ended; nothing where there was none. */
export function disputeSteps(request: InferenceRequest, m: Messages, now: number): TimelineStep[] {
  const { dispute, status } = request;
  if (!dispute) return [];
  const { overturned, liveClaims, claimsEnd, round } = dispute;
  if (status !== "disputed") {
    const ended = overturned ? m.request.disputeOverturned : m.request.disputeStood;
    return [
      {
        title: m.request.disputed,
        state: "done",
        content: (
          <>
            <p>{status === "void" ? m.request.voidByDispute : ended}</p>
            <Moment moment={dispute} />
          </>
        ),
      },
    ];
  }
  return [
    {
      title: m.request.disputed,
      state: "now",
      content: (
        <>
          <p>{m.request.disputeText}</p>
          {round > 1 && <p>{m.request.secondRound}</p>}
          <p>{m.request.liveClaims(liveClaims)}</p>
          {now < claimsEnd ? (
            <p>
              {m.request.claimsLeft} <TimeLeft until={claimsEnd} />
            </p>
          ) : (
            <p>{m.request.claimsOver}</p>
          )}
          <TakeVerdict request={request} />
          <Moment moment={dispute} />
        </>
      ),
    },
  ];
}

/** Offered when the court would give one. */
function TakeVerdict({ request }: { request: InferenceRequest }) {
  const { deployment } = useChain();
  const action = finaliseDispute(deployment.inferenceOracle, request);
  const possible = usePossibleActions([action]);
  return possible.has(action.key) && <ActionButton action={action} />;
}
