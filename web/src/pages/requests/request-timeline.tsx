import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Ether } from "../../components/amount.tsx";
import { AssetAmount } from "../../components/asset-amount.tsx";
import { Account } from "../../components/hash.tsx";
import { TimeLeft } from "../../components/time.tsx";
import { Timeline, type TimelineStep } from "../../components/timeline.tsx";
import { expireRequest } from "../../flows/expire-request.ts";
import { finaliseRequest } from "../../flows/finalise-request.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useHead } from "../../hooks/use-head.ts";
import { type Messages, useMessages } from "../../messages/messages.ts";
import { disputeSteps } from "./dispute-step.tsx";
import { Moment } from "./moment.tsx";

/** Asked, answered, window, perhaps disputed, final: one line from the question to the end, with what anybody can do now. */
export function RequestTimeline({ request }: { request: InferenceRequest }) {
  const m = useMessages();
  const { data: head } = useHead();
  const now = head?.timestamp ?? 0;
  const steps = [
    askedStep(request, m),
    ...(request.status === "void"
      ? [...postedSteps(request, m), ...disputeSteps(request, m, now), voidStep(request, m)]
      : [...answerSteps(request, m, now), ...endSteps(request, m, now)]),
  ];
  return <Timeline steps={steps} label={m.request.progress} />;
}

function askedStep({ asked, terms }: InferenceRequest, m: Messages): TimelineStep {
  return {
    title: m.request.asked,
    state: "done",
    content: (
      <>
        <p>
          {m.request.by} <Account address={terms.requester} label={m.request.requester} />
        </p>
        <Moment moment={asked} />
      </>
    ),
  };
}

/** The answer that was posted, even if another one stands now. */
function postedSteps({ posted, terms }: InferenceRequest, m: Messages): TimelineStep[] {
  if (!posted) return [];
  return [
    {
      title: m.request.answered,
      state: "done",
      content: (
        <>
          <p>
            {m.request.by} <Account address={posted.operator} label={m.request.operator} />
          </p>
          <p>
            {m.request.withBond} <Ether wei={terms.bondWei} />
          </p>
          <Moment moment={posted} />
        </>
      ),
    },
  ];
}

function answerSteps(request: InferenceRequest, m: Messages, now: number): TimelineStep[] {
  const { posted, terms } = request;
  if (posted) return postedSteps(request, m);
  const late = now > terms.deadline;
  return [
    {
      title: late ? m.request.nobodyAnswered : m.request.waitingForAnswer,
      state: late ? "bad" : "now",
      content: late ? (
        <Expire request={request} />
      ) : (
        <p>
          {m.request.answerDue} <TimeLeft until={terms.deadline} />
        </p>
      ),
    },
  ];
}

function endSteps(request: InferenceRequest, m: Messages, now: number): TimelineStep[] {
  const { status, windowEnd, finalised } = request;
  const answered = status === "answered";
  const over = answered && now >= windowEnd;
  return [
    {
      title: m.request.window,
      state: status === "final" || status === "disputed" || over ? "done" : answered ? "now" : "later",
      content: answered && !over && (
        <p>
          {m.request.windowLeft} <TimeLeft until={windowEnd} />
        </p>
      ),
    },
    ...disputeSteps(request, m, now),
    {
      title: m.request.final,
      state: status === "final" ? "done" : over ? "now" : "later",
      content: finalised ? <Moment moment={finalised} /> : over && <Finalise request={request} />,
    },
  ];
}

function voidStep({ expired }: InferenceRequest, m: Messages): TimelineStep {
  return {
    title: m.request.void,
    state: "bad",
    content: expired && (
      <>
        <p>
          {m.request.refundCredited} <Ether wei={expired.amountWei} />
          {expired.feeAmount > 0n && (
            <>
              {" + "}
              <AssetAmount asset={expired.feeAsset} amount={expired.feeAmount} />
            </>
          )}
        </p>
        <Moment moment={expired} />
      </>
    ),
  };
}

function Finalise({ request }: { request: InferenceRequest }) {
  const m = useMessages();
  const { deployment } = useChain();
  return (
    <>
      <p>{m.request.canFinalise}</p>
      <ActionButton action={finaliseRequest(deployment.inferenceOracle, request)} />
    </>
  );
}

function Expire({ request }: { request: InferenceRequest }) {
  const m = useMessages();
  const { deployment } = useChain();
  return (
    <>
      <p>{m.request.canExpire}</p>
      <ActionButton action={expireRequest(deployment.inferenceOracle, request)} />
    </>
  );
}
