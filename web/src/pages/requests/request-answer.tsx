import type { Hex } from "viem";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { ScoreChart } from "../../components/score-chart.tsx";
import { batchItems } from "../../hooks/batch-items.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { CheckedPackage } from "../../hooks/read-package.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useDescribedOutput, useInputText } from "../../hooks/use-described-output.ts";
import { usePackage } from "../../hooks/use-package.ts";
import { useMessages } from "../../messages/messages.ts";
import { OutputPicture } from "./output-picture.tsx";
import { OutputText } from "./output-text.tsx";
import { Bytes } from "./request-input.tsx";
import { VerifyAnswer } from "./verify-answer.tsx";

/** The answer as what it is. Until it is final, it says that it can still change. */
export function RequestAnswer({ request, model }: { request: InferenceRequest; model: ListedModel | undefined }) {
  const m = useMessages();
  const { data: content } = usePackage(model);
  if (!request.answer || request.status === "void") {
    const voidText = request.dispute ? m.request.voidByDispute : m.request.voidText;
    return (
      <Panel title={m.request.answer}>
        <p className="text-muted">{request.status === "void" ? voidText : m.request.waiting}</p>
      </Panel>
    );
  }
  return (
    <Panel title={m.request.answer}>
      <Outputs content={content} request={request} output={request.answer.output} />
      {model && <VerifyAnswer key={request.answer.output} request={request} model={model} />}
      {request.status === "answered" && (
        <div className="mt-4">
          <Notice kind="warn">{m.request.notFinalYet}</Notice>
        </div>
      )}
      {request.status === "disputed" && (
        <div className="mt-4">
          <Notice kind="warn">{m.request.disputedAnswer}</Notice>
        </div>
      )}
      {request.dispute?.overturned && (
        <div className="mt-4">
          <Notice>{m.request.overturnedAnswer}</Notice>
        </div>
      )}
    </Panel>
  );
}

/** One answer, or those of a batch under their numbers. */
function Outputs({ content, request, output }: Omit<OutputProps, "input"> & { readonly request: InferenceRequest }) {
  const m = useMessages();
  const { batchSize, input } = request;
  if (batchSize === 0) return <Output content={content} input={input} output={output} />;
  const [answers, inputs] = [batchItems(output, batchSize), batchItems(input, batchSize)];
  if (answers === null) {
    return (
      <>
        <Notice kind="warn">{m.request.notABatch(batchSize)}</Notice>
        <Bytes hex={output} />
      </>
    );
  }
  return (
    <ol className="space-y-6">
      {answers.map((answer, i) => (
        <li key={`${i} ${answer}`}>
          <h3 className="mb-2 font-semibold">{m.request.item(i + 1, batchSize)}</h3>
          <Output content={content} input={inputs?.[i] ?? "0x"} output={answer} />
        </li>
      ))}
    </ol>
  );
}

interface OutputProps {
  readonly content: CheckedPackage | undefined;
  readonly input: Hex;
  readonly output: Hex;
}

function Output({ content, input, output }: OutputProps) {
  const m = useMessages();
  const described = useDescribedOutput(content, output);
  const prompt = useInputText(content, input);
  if (!content || !described.data) {
    return (
      <>
        {described.isError && <Notice kind="warn">{m.request.outputUnreadable(described.error.message)}</Notice>}
        <Bytes hex={output} />
      </>
    );
  }
  const { label, labelIndex, picture, text, values } = described.data;
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
      {picture !== null && <OutputPicture picture={picture} />}
      {text !== null && <OutputText prompt={prompt ?? ""} text={text} />}
      {scores.map(({ name, labels, values: numbers }) => (
        <ScoreChart key={name} labels={labels} scores={numbers} best={labelIndex} />
      ))}
      {label === null && picture === null && text === null && scores.length === 0 && <Bytes hex={output} />}
    </>
  );
}
