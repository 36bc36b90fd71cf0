import type { CompilationProblem } from "../../../compilation/job.ts";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Parity } from "../../../components/parity.tsx";
import { useFormat } from "../../../messages/format.ts";
import { useCompileTexts } from "./compile-texts.ts";

/** Why there is no package, and what to do about it. */
export function CompileProblem({ problem }: { problem: CompilationProblem }) {
  const t = useCompileTexts();
  if (problem.kind === "parity") return <ParityRefusal {...problem} />;
  const { kind, detail } = problem;
  const hint = { samples: t.formats, model: t.modelHint, failed: t.failedHint }[kind];
  return (
    <Notice kind="danger" title={t.refused[kind]}>
      {detail !== "" && (
        <p lang="en" className="break-words">
          {detail}
        </p>
      )}
      <p>{hint}</p>
    </Notice>
  );
}

function ParityRefusal({ report, failures }: Extract<CompilationProblem, { kind: "parity" }>) {
  const t = useCompileTexts();
  const format = useFormat();
  return (
    <div className="space-y-4">
      <Notice kind="danger" title={t.refused.parity}>
        {t.parityHint}
      </Notice>
      <Facts>
        {failures.map(({ measure, found, limit }) => (
          <Fact key={measure} name={t.measures[measure]}>
            <span className="text-danger">{t.measured(format.fine(found), format.fine(limit))}</span>
          </Fact>
        ))}
      </Facts>
      <Parity parity={report} chooses={report.meanAbsoluteDifference === undefined} />
    </div>
  );
}
