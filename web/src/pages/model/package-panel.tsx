import { Fact, Facts } from "../../components/facts.tsx";
import { Hash } from "../../components/hash.tsx";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { choosesLabels, Parity } from "../../components/parity.tsx";
import { Skeleton } from "../../components/query-view.tsx";
import { explainPackageProblem } from "../../hooks/explain-package-problem.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import { type CheckedPackage, modelHashOf } from "../../hooks/read-package.ts";
import { usePackage } from "../../hooks/use-package.ts";
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
      <div className="mt-5">
        <Parity parity={parity} chooses={choosesLabels(manifest)} />
      </div>
      <p className="mt-3 text-xs text-muted">{m.package.parityNote}</p>
    </>
  );
}
