import type { Hex } from "viem";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { ScoreChart } from "../../components/score-chart.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { CheckedPackage } from "../../hooks/read-package.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useDescribedOutput } from "../../hooks/use-described-output.ts";
import { usePackage } from "../../hooks/use-package.ts";
import { useMessages } from "../../messages/messages.ts";
import { Bytes } from "./request-input.tsx";

/** The answer as what it is. Until it is final, it says that it can still change. */
export function RequestAnswer({ request, model }: { request: InferenceRequest; model: ListedModel | undefined }) {
  const m = useMessages();
  const { data: content } = usePackage(model);
  if (!request.answer) {
    return (
      <Panel title={m.request.answer}>
        <p className="text-muted">{request.status === "void" ? m.request.voidText : m.request.waiting}</p>
      </Panel>
    );
  }
  return (
    <Panel title={m.request.answer}>
      <Output content={content} output={request.answer.output} />
      {request.status === "answered" && (
        <div className="mt-4">
          <Notice kind="warn">{m.request.notFinalYet}</Notice>
        </div>
      )}
    </Panel>
  );
}

function Output({ content, output }: { content: CheckedPackage | undefined; output: Hex }) {
  const m = useMessages();
  const described = useDescribedOutput(content, output);
  if (!content || !described.data) {
    return (
      <>
        {described.isError && <Notice kind="warn">{m.request.outputUnreadable(described.error.message)}</Notice>}
        <Bytes hex={output} />
      </>
    );
  }
  const { label, labelIndex, values } = described.data;
  const scores = content.manifest.outputs.flatMap(({ name, meaning }) =>
    meaning.kind === "scores" ? [{ name, labels: meaning.labels, values: values[name] ?? [] }] : [],
  );
  return (
    <>
      {label !== null && (
        <p className="mb-4 flex items-baseline gap-3">
          <span className="text-muted">{m.request.label}</span>
          <output className="text-2xl font-bold">{label}</output>
        </p>
      )}
      {scores.map(({ name, labels, values: numbers }) => (
        <ScoreChart key={name} labels={labels} scores={numbers} best={labelIndex} />
      ))}
      {label === null && scores.length === 0 && <Bytes hex={output} />}
    </>
  );
}
