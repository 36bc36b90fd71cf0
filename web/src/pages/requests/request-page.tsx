import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { EmptyPage } from "../../components/empty.tsx";
import { Hash } from "../../components/hash.tsx";
import { Panel } from "../../components/panel.tsx";
import { idHex, parseId } from "../../components/parse-amount.ts";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import { RequestStatusBadge } from "../../components/status-badge.tsx";
import { type InferenceRequest, RequestUnknownError } from "../../hooks/read-request.ts";
import { useModel } from "../../hooks/use-models.ts";
import { usePackage } from "../../hooks/use-package.ts";
import { usePageTitle } from "../../hooks/use-page-title.ts";
import { useRequest } from "../../hooks/use-requests.ts";
import { useSide } from "../../hooks/use-side.ts";
import { useMessages } from "../../messages/messages.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { CreditNotice } from "./credit-notice.tsx";
import { DisputeClaims } from "./dispute-claims.tsx";
import { RequestAnswer } from "./request-answer.tsx";
import { RequestInput } from "./request-input.tsx";
import { RequestTermsPanel } from "./request-terms-panel.tsx";
import { RequestTimeline } from "./request-timeline.tsx";
import { TokenCard } from "./token-card.tsx";

/** Few requests are disputed, and reading a case takes more code than the rest of the page. */
const DisputePanel = lazy(async () => ({ default: (await import("./dispute/dispute-panel.tsx")).DisputePanel }));

export function RequestPage() {
  const { requestId } = useParams({ from: "/requests/$requestId" });
  const id = parseId(requestId);
  if (id === undefined) return <NotFoundPage />;
  return <RequestView id={id} />;
}

function RequestView({ id }: { id: bigint }) {
  const m = useMessages();
  const query = useRequest(id);
  // Also when it was there before: a reorganisation may have taken it back.
  if (query.error instanceof RequestUnknownError) {
    return <EmptyPage title={m.request.unknownTitle} text={m.request.unknownText} />;
  }
  return (
    <QueryView query={query} loading={<Skeleton lines={10} />}>
      {(request) => <RequestContent request={request} />}
    </QueryView>
  );
}

function RequestContent({ request }: { request: InferenceRequest }) {
  const m = useMessages();
  const { data: model } = useModel(request.terms.modelId);
  const { data: content } = usePackage(model);
  const control = useSide(request, model);
  usePageTitle(`${m.request.to} ${model?.name ?? m.request.unnamedModel}`);
  return (
    <>
      <div className="mb-8">
        <RequestStatusBadge status={request.status} />
        <h1 className="mt-2 text-xl sm:text-2xl">
          {m.request.to}{" "}
          <Link
            to="/models/$modelId"
            params={{ modelId: String(request.terms.modelId) }}
            className="underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-accent"
          >
            {model?.name ?? m.request.unnamedModel}
          </Link>
        </h1>
        <p className="mt-1 text-muted">
          {m.request.id} <Hash value={idHex(request.id)} label={m.request.id} />
        </p>
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[22rem_1fr]">
        <div className="order-last grid min-w-0 grid-cols-1 gap-5 lg:order-none">
          <Panel title={m.request.progress}>
            <RequestTimeline request={request} />
          </Panel>
          <RequestTermsPanel request={request} model={model} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-5">
          <CreditNotice assets={model ? [model.feeAsset] : []} />
          <div className="grid grid-cols-1 items-start gap-5 sm:grid-cols-[13rem_1fr]">
            <RequestInput request={request} model={model} />
            <div className="flex min-w-0 flex-col gap-5">
              <RequestAnswer request={request} model={model} control={control} />
              <DisputeClaims request={request} content={content} />
              {request.dispute && (
                <Suspense fallback={<Skeleton lines={4} />}>
                  <DisputePanel request={request} control={control} />
                </Suspense>
              )}
              <TokenCard request={request} />
            </div>
          </div>
        </div>
      </div>
    </>
  );
}
