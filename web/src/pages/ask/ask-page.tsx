import { Link, useParams } from "@tanstack/react-router";
import { Price } from "../../components/asset-amount.tsx";
import { buttonClass } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { parseId } from "../../components/parse-amount.ts";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import { useModel, useModels } from "../../hooks/use-models.ts";
import { useMessages } from "../../messages/messages.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { AskForm } from "./ask-form.tsx";

/** `/ask`: which model. */
export function ChooseModelPage() {
  const m = useMessages();
  const query = useModels();
  return (
    <>
      <PageHeading title={m.ask.title} text={m.ask.chooseText} />
      <QueryView query={query}>
        {(models) =>
          models.length === 0 ? (
            <Empty title={m.models.emptyTitle} text={m.models.emptyText}>
              <Link to="/launch" className={buttonClass()}>
                {m.models.launchYours}
              </Link>
            </Empty>
          ) : (
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {models.map((model) => (
                <li key={String(model.id)}>
                  <Link
                    to="/ask/$modelId"
                    params={{ modelId: String(model.id) }}
                    className="flex min-h-16 items-center justify-between gap-4 px-5 py-3 hover:bg-sunken"
                  >
                    <span className="min-w-0 text-base font-semibold break-words">{model.name}</span>
                    <span className="text-right">
                      <span className="block text-xs text-muted">{m.models.pricePerCall}</span>
                      <Price model={model} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

/** `/ask/$modelId`: the question. */
export function AskPage() {
  const { modelId } = useParams({ from: "/ask/$modelId" });
  const id = parseId(modelId);
  if (id === undefined) return <NotFoundPage />;
  return <AskModel id={id} />;
}

function AskModel({ id }: { id: bigint }) {
  const m = useMessages();
  const query = useModel(id);
  return (
    <QueryView query={query} loading={<Skeleton lines={8} />}>
      {(model) => (
        <>
          <PageHeading
            title={m.ask.heading(model.name)}
            text={
              <Link
                to="/models/$modelId"
                params={{ modelId: String(id) }}
                className="text-accent underline underline-offset-2"
              >
                {m.ask.aboutModel}
              </Link>
            }
          />
          <AskForm model={model} />
        </>
      )}
    </QueryView>
  );
}
