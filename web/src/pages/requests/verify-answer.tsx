import { Button, Spinner } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { idHex } from "../../components/parse-amount.ts";
import { explainPackageProblem } from "../../hooks/explain-package-problem.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useVerification } from "../../hooks/use-verification.ts";
import { useMessages } from "../../messages/messages.ts";

/** Anybody can compute an answer again; here it is one button. */
export function VerifyAnswer({ request, model }: { request: InferenceRequest; model: ListedModel }) {
  const m = useMessages();
  const { mutate, isPending, data: isRight, error } = useVerification(request, model);
  return (
    <div className="mt-5 space-y-3 border-t border-line pt-4">
      {isRight === undefined && (
        <Button kind="secondary" disabled={isPending} onClick={() => mutate()}>
          {isPending && <Spinner />}
          {isPending ? m.request.verifying : m.request.verify}
        </Button>
      )}
      <div role="status">
        {isRight === true && (
          <p className="flex items-center gap-2 font-semibold text-accent">
            <Icon name="check" />
            {m.request.verifiedRight}
          </p>
        )}
        {isRight === false && (
          <Notice kind="danger">
            <p>{m.request.verifiedWrong}</p>
            {request.status === "answered" && <HowToContradict id={request.id} />}
          </Notice>
        )}
        {error && <Notice kind="warn">{explainPackageProblem(error, m)}</Notice>}
      </div>
    </div>
  );
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
