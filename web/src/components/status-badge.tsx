import type { TokenStatus } from "../hooks/read-answer-token.ts";
import type { ClaimStatus } from "../hooks/read-dispute.ts";
import type { ModelStatus } from "../hooks/read-model.ts";
import type { RequestStatus } from "../hooks/read-request.ts";
import { useMessages } from "../messages/messages.ts";

const TONES = {
  good: "bg-accent-soft text-accent",
  wait: "bg-warn-soft text-warn",
  bad: "bg-danger-soft text-danger",
  calm: "bg-sunken text-muted",
} as const;

type Tone = keyof typeof TONES;

function Badge({ tone, text }: { tone: Tone; text: string }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap ${TONES[tone]}`}
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {text}
    </span>
  );
}

const MODEL_TONES: Readonly<Record<ModelStatus, Tone>> = {
  unlaunched: "calm",
  scheduled: "calm",
  open: "good",
  succeeded: "wait",
  live: "good",
  failed: "bad",
};

export function ModelStatusBadge({ status }: { status: ModelStatus }) {
  const m = useMessages();
  return <Badge tone={MODEL_TONES[status]} text={m.modelStatus[status]} />;
}

const REQUEST_TONES: Readonly<Record<RequestStatus, Tone>> = {
  unknown: "calm",
  open: "wait",
  answered: "wait",
  final: "good",
  void: "bad",
  disputed: "wait",
};

export function RequestStatusBadge({ status }: { status: RequestStatus }) {
  const m = useMessages();
  return <Badge tone={REQUEST_TONES[status]} text={m.requestStatus[status]} />;
}

const CLAIM_TONES: Readonly<Record<ClaimStatus, Tone>> = {
  none: "calm",
  live: "wait",
  timedOut: "bad",
  faulted: "bad",
  silent: "bad",
  merged: "calm",
  winner: "good",
  settled: "bad",
};

export function ClaimStatusBadge({ status }: { status: ClaimStatus }) {
  const m = useMessages();
  return <Badge tone={CLAIM_TONES[status]} text={m.claimStatus[status]} />;
}

const TOKEN_TONES: Readonly<Record<TokenStatus, Tone>> = {
  provisional: "wait",
  disputed: "wait",
  contested: "wait",
  outdated: "bad",
  verified: "good",
  void: "bad",
};

export function TokenStatusBadge({ status }: { status: TokenStatus }) {
  const m = useMessages();
  return <Badge tone={TOKEN_TONES[status]} text={m.nft.status[status]} />;
}
