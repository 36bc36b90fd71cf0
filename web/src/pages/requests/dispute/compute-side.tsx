import type { ReactNode } from "react";
import { Button } from "../../../components/button.tsx";
import { Notice } from "../../../components/notice.tsx";
import { ProgressBar } from "../../../components/progress-bar.tsx";
import { explainPackageProblem } from "../../../hooks/explain-package-problem.ts";
import type { HeldSide, SideControl } from "../../../hooks/use-side.ts";
import { useFormat } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/messages.ts";
import { CannotVerifyError } from "../../../verification/start-verification.ts";

const KILOBYTE = 1_000;
const MEGABYTE = 1_000_000;

/** Computes the own side first, and then shows what can be done with it. */
export function ComputeSide({
  control: { side, start, cancel },
  label,
  children,
}: {
  readonly control: SideControl;
  readonly label: string;
  children(side: Extract<HeldSide, { state: "held" }>): ReactNode;
}) {
  const m = useMessages();
  if (side.state === "held") return children(side);
  if (side.state === "computing") {
    return (
      <div className="flex items-end gap-3">
        <div className="grow">
          <SideProgress side={side} />
        </div>
        <Button kind="secondary" onClick={cancel}>
          {m.common.cancel}
        </Button>
      </div>
    );
  }
  return (
    <div className="space-y-3">
      {side.state === "failed" && (
        <Notice kind="warn" title={m.duel.cannotCompute}>
          {side.error instanceof CannotVerifyError && side.error.problem.kind === "mismatch"
            ? m.package.mismatch
            : explainPackageProblem(side.error, m)}
        </Notice>
      )}
      <Button onClick={start}>{label}</Button>
    </div>
  );
}

function SideProgress({ side: { progress } }: { side: Extract<HeldSide, { state: "computing" }> }) {
  const m = useMessages();
  const format = useFormat();
  if (progress?.phase === "tracing") {
    return <ProgressBar label={m.duel.tracing(format.decimal(Math.max(0.1, progress.bytes / MEGABYTE)))} />;
  }
  const bytes = progress?.phase === "fetching" ? progress.bytes : 0;
  return <ProgressBar label={m.request.fetching(format.count(Math.ceil(bytes / KILOBYTE)))} />;
}
