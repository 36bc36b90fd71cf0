import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { idHex } from "../../components/parse-amount.ts";
import { ProgressBar } from "../../components/progress-bar.tsx";
import { explainPackageProblem } from "../../hooks/explain-package-problem.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useVerification } from "../../hooks/use-verification.ts";
import { useFormat } from "../../messages/format.ts";
import { type Messages, useMessages } from "../../messages/messages.ts";
import type { VerificationProgress } from "../../verification/job.ts";
import { CannotVerifyError } from "../../verification/start-verification.ts";

/** Anybody can compute an answer again; here it is one button. */
export function VerifyAnswer({ request, model }: { request: InferenceRequest; model: ListedModel }) {
  const m = useMessages();
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
            {request.status === "answered" && <HowToContradict id={request.id} />}
          </Notice>
        )}
        {state === "unknown" && (
          <Notice kind="warn">
            <p className="font-semibold">{m.request.cannotVerify}</p>
            <p>{explainProblem(verification.error, m)}</p>
          </Notice>
        )}
      </div>
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

/** A dispute is played by a program that stays: the command line's. */
function HowToContradict({ id }: { id: bigint }) {
  const m = useMessages();
  return (
    <>
      <p className="mt-2">{m.request.howToContradict}</p>
      <code className="mt-1 block text-xs break-all">npx openimo request contradict {idHex(id)}</code>
    </>
  );
}
