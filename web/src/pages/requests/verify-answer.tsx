import { lazy, Suspense } from "react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { ProgressBar } from "../../components/progress-bar.tsx";
import { explainPackageProblem } from "../../hooks/explain-package-problem.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useHead } from "../../hooks/use-head.ts";
import type { SideControl } from "../../hooks/use-side.ts";
import { useVerification } from "../../hooks/use-verification.ts";
import { useFormat } from "../../messages/format.ts";
import { type Messages, useMessages } from "../../messages/messages.ts";
import type { VerificationProgress } from "../../verification/job.ts";
import { CannotVerifyError } from "../../verification/start-verification.ts";

const ContradictAnswer = lazy(async () => ({
  default: (await import("./dispute/contradict-answer.tsx")).ContradictAnswer,
}));

interface VerifyAnswerProps {
  readonly request: InferenceRequest;
  readonly model: ListedModel;
  readonly control: SideControl;
}

/** Anybody can compute an answer again; here it is one button. A wrong one can be contradicted while its window is open. */
export function VerifyAnswer({ request, model, control }: VerifyAnswerProps) {
  const m = useMessages();
  const { data: head } = useHead();
  const { verification, start, cancel } = useVerification(request, model);
  const { state } = verification;
  return (
    <div className="mt-5 space-y-3 border-t border-line pt-4">
      {(state === "idle" || state === "unknown") && (
        <Button kind="secondary" onClick={start}>
          {m.request.verify}
        </Button>
      )}
      {state === "running" && <Running progress={verification.progress} onCancel={cancel} />}
      <div role="status">
        {state === "right" && (
          <p className="flex items-center gap-2 font-semibold text-accent">
            <Icon name="check" />
            {m.request.verifiedRight}
          </p>
        )}
        {state === "wrong" && (
          <Notice kind="danger">
            <p>{m.request.verifiedWrong}</p>
          </Notice>
        )}
        {state === "unknown" && (
          <Notice kind="warn">
            <p className="font-semibold">{m.request.cannotVerify}</p>
            <p>{explainProblem(verification.error, m)}</p>
          </Notice>
        )}
      </div>
      {state === "wrong" && request.status === "answered" && (head?.timestamp ?? 0) < request.windowEnd && (
        <Suspense>
          <ContradictAnswer request={request} control={control} />
        </Suspense>
      )}
    </div>
  );
}

function Running({ progress, onCancel }: { progress: VerificationProgress | undefined; onCancel(): void }) {
  const m = useMessages();
  const format = useFormat();
  const isComputing = progress?.phase === "computing";
  const label = isComputing ? m.request.verifying : m.request.fetching(format.count(bytesOf(progress)));
  return (
    <div className="flex items-end gap-3">
      <div className="grow">
        <ProgressBar label={label} share={isComputing ? progress.done / progress.total : undefined} />
      </div>
      <Button kind="secondary" onClick={onCancel}>
        {m.common.cancel}
      </Button>
    </div>
  );
}

const KILOBYTE = 1_000;

function bytesOf(progress: VerificationProgress | undefined): number {
  return progress?.phase === "fetching" ? Math.ceil(progress.bytes / KILOBYTE) : 0;
}

function explainProblem(error: Error, m: Messages): string {
  if (error instanceof CannotVerifyError && error.problem.kind === "mismatch") return m.package.mismatch;
  return explainPackageProblem(error, m);
}
