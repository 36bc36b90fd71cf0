import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, buttonClass } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import { useModelEarnings } from "../../hooks/index/use-model-earnings.ts";
import { useModels } from "../../hooks/use-models.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { ModelCard } from "./model-card.tsx";
import { ModelsFilter } from "./models-filter.tsx";
import { type ModelsSearch, selectModels } from "./models-search.ts";

/** The home page: every registered model. */
export function ModelsPage() {
  const m = useMessages();
  const format = useFormat();
  const search = useSearch({ from: "/" });
  const navigate = useNavigate({ from: "/" });
  const query = useModels();
  const { data: earnings } = useModelEarnings();
  const change = (next: ModelsSearch) => void navigate({ search: next, replace: true });
  return (
    <>
      <PageHeading title={m.models.title} text={m.models.text}>
        <Link to="/launch" className={buttonClass("secondary")}>
          {m.models.launchYours}
        </Link>
      </PageHeading>
      <ModelsFilter search={search} hasEarnings={earnings !== undefined} onChange={change} />
      <QueryView query={query} loading={<LoadingCards />}>
        {(models) => {
          const found = selectModels(models, search, earnings);
          if (models.length === 0) {
            return (
              <Empty title={m.models.emptyTitle} text={m.models.emptyText}>
                <Link to="/launch" className={buttonClass()}>
                  {m.models.launchYours}
                </Link>
              </Empty>
            );
          }
          return (
            <>
              <p role="status" className="mb-3 text-muted">
                {m.models.count(found.length, format.count(found.length))}
              </p>
              {found.length === 0 ? (
                <Empty title={m.models.noneFound}>
                  <Button kind="secondary" onClick={() => change({})}>
                    {m.models.clearFilter}
                  </Button>
                </Empty>
              ) : (
                <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
                  {found.map((model) => (
                    <ModelCard key={String(model.id)} model={model} earnings={earnings?.get(model.id)} />
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function LoadingCards() {
  return (
    <div className="mt-8 grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {[0, 1, 2].map((i) => (
        <div key={i} className="min-h-60 rounded-lg border border-line bg-surface p-5">
          <Skeleton lines={6} />
        </div>
      ))}
    </div>
  );
}
