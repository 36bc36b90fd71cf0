import type { ParityReport } from "@openimo/runtime";
import { Fact, Facts } from "../../components/facts.tsx";
import { Hash } from "../../components/hash.tsx";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/query-view.tsx";
import { explainPackageProblem } from "../../hooks/explain-package-problem.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { type CheckedPackage, modelHashOf } from "../../hooks/read-package.ts";
import { usePackage } from "../../hooks/use-package.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

/** What the model is, bit for bit, and how close its integers come to the float model. */
export function PackagePanel({ model }: { model: ListedModel }) {
  const m = useMessages();
  const query = usePackage(model);
  return (
    <Panel
      title={m.package.title}
      aside={
        query.data && (
          <span className="text-xs font-semibold text-accent">
            <Icon name="check" className="mr-1 size-4" />
            {m.package.checked}
          </span>
        )
      }
    >
      {query.data && <PackageFacts content={query.data} />}
      {query.isPending && (
        <div role="status">
          <span className="sr-only">{m.package.checking}</span>
          <Skeleton lines={4} />
        </div>
      )}
      {query.isError && (
        <Notice kind="warn" title={m.package.unavailable}>
          {explainPackageProblem(query.error, m)}
        </Notice>
      )}
      <div className="mt-5 border-t border-line pt-4">
        <Facts>
          <Fact name={m.package.modelHash}>
            <Hash value={modelHashOf(model)} label={m.package.modelHash} />
          </Fact>
          <Fact name={m.package.programRoot}>
            <Hash value={model.programRoot} label={m.package.programRoot} />
          </Fact>
          <Fact name={m.package.weightsRoot}>
            <Hash value={model.weightsRoot} label={m.package.weightsRoot} />
          </Fact>
          <Fact name={m.package.address}>
            <span className="block text-left font-mono text-xs break-all">{model.packageURI || "–"}</span>
          </Fact>
        </Facts>
      </div>
    </Panel>
  );
}

function PackageFacts({ content: { manifest, parity } }: { content: CheckedPackage }) {
  const m = useMessages();
  return (
    <>
      <p className="text-base">{manifest.description}</p>
      <p className="mt-1 text-xs text-muted">{m.package.licence(manifest.licence)}</p>
      <Parity parity={parity} chooses={manifest.outputs.some(({ meaning }) => meaning.kind === "label")} />
    </>
  );
}

/** @param chooses Whether the model chooses labels; else accuracy means nothing. */
function Parity({ parity, chooses }: { parity: ParityReport; chooses: boolean }) {
  const m = useMessages();
  const format = useFormat();
  const { integerPerplexity, floatPerplexity, meanAbsoluteDifference } = parity;
  return (
    <div className="mt-5">
      <h3 className="mb-2 font-semibold">{m.package.parity}</h3>
      <Facts>
        <Fact name={m.package.samples}>{format.count(parity.samples)}</Fact>
        {chooses && (
          <>
            <Fact name={m.package.integerTop1}>{format.share(parity.integerTop1)}</Fact>
            <Fact name={m.package.floatTop1}>{format.share(parity.floatTop1)}</Fact>
            <Fact name={m.package.agreement}>{format.share(parity.agreement)}</Fact>
          </>
        )}
        {integerPerplexity !== undefined && (
          <Fact name={m.package.integerPerplexity}>{format.decimal(integerPerplexity)}</Fact>
        )}
        {floatPerplexity !== undefined && (
          <Fact name={m.package.floatPerplexity}>{format.decimal(floatPerplexity)}</Fact>
        )}
        {meanAbsoluteDifference !== undefined && (
          <Fact name={m.package.meanDifference}>{format.decimal(meanAbsoluteDifference)}</Fact>
        )}
        <Fact name={m.package.maxDifference}>{format.decimal(parity.maxScoreDifference)}</Fact>
      </Facts>
      <p className="mt-3 text-xs text-muted">{m.package.parityNote}</p>
    </div>
  );
}
