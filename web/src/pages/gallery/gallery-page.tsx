import { Link, useParams, useSearch } from "@tanstack/react-router";
import { type Address, getAddress, isAddress } from "viem";
import { buttonClass } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Hash } from "../../components/hash.tsx";
import { IndexNotice } from "../../components/index-notice.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import { TOKENS_PER_PAGE, useCollections, useTokens } from "../../hooks/index/use-gallery.ts";
import { useModels } from "../../hooks/use-models.ts";
import { useExplore } from "../../messages/explore-texts.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { TokenTile } from "./token-tile.tsx";

/** Answers that became tokens, of all models. */
export function GalleryPage() {
  const t = useExplore();
  const { page = 0 } = useSearch({ from: "/gallery" });
  return (
    <>
      <PageHeading title={t.gallery.title} text={t.gallery.text} />
      <Collections />
      <Tiles collection={undefined} page={page} />
    </>
  );
}

/** Answers of one model that became tokens. */
export function CollectionPage() {
  const m = useMessages();
  const t = useExplore();
  const { collection } = useParams({ from: "/gallery/$collection" });
  const { page = 0 } = useSearch({ from: "/gallery/$collection" });
  const { data: collections } = useCollections();
  const { data: models } = useModels();
  if (!isAddress(collection, { strict: false })) return <NotFoundPage />;
  const address = getAddress(collection);
  const found = collections?.rows.find((row) => row.collection === address);
  const name = models?.find(({ id }) => id === found?.modelId)?.name;
  return (
    <>
      <PageHeading
        title={name === undefined ? t.gallery.collection : t.gallery.collectionOf(name)}
        text={<Hash value={address} label={m.nft.collection} />}
      >
        <Link to="/gallery" className={buttonClass("secondary")}>
          {t.gallery.all}
        </Link>
      </PageHeading>
      <Tiles collection={address} page={page} />
    </>
  );
}

function Collections() {
  const t = useExplore();
  const format = useFormat();
  const { data: collections } = useCollections();
  const { data: models } = useModels();
  if (!collections || collections.rows.length < 2) return null;
  return (
    <nav aria-label={t.gallery.collections} className="mb-5">
      <ul className="flex flex-wrap gap-2">
        {collections.rows.map(({ collection, modelId, tokens }) => (
          <li key={collection}>
            <Link
              to="/gallery/$collection"
              params={{ collection }}
              className="inline-flex min-h-9 items-center gap-2 rounded-full border border-line bg-surface px-4 hover:border-line-strong"
            >
              {models?.find(({ id }) => id === modelId)?.name ?? `${collection.slice(0, 8)}…`}
              <span className="figures text-xs text-muted">{format.count(tokens)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Tiles({ collection, page }: { collection: Address | undefined; page: number }) {
  const m = useMessages();
  const t = useExplore();
  const query = useTokens(collection, page);
  return (
    <>
      <IndexNotice of={query.data} />
      <QueryView query={query} loading={<Skeleton lines={10} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t.gallery.none} text={t.gallery.noneText}>
              <Link to="/ask" className={buttonClass()}>
                {m.requests.askModel}
              </Link>
            </Empty>
          ) : (
            <ul className="grid grid-cols-2 gap-4 md:grid-cols-3 lg:grid-cols-4">
              {rows.slice(0, TOKENS_PER_PAGE).map((token) => (
                <TokenTile key={`${token.collection} ${token.tokenId}`} token={token} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Pages page={page} hasNext={(query.data?.rows.length ?? 0) > TOKENS_PER_PAGE} />
    </>
  );
}

function Pages({ page, hasNext }: { page: number; hasNext: boolean }) {
  const t = useExplore();
  if (page === 0 && !hasNext) return null;
  return (
    <nav aria-label={t.gallery.pages} className="mt-6 flex justify-between gap-3">
      {page > 0 ? (
        <Link to="." search={page > 1 ? { page: page - 1 } : {}} className={buttonClass("secondary")}>
          {t.gallery.newer}
        </Link>
      ) : (
        <span />
      )}
      {hasNext && (
        <Link to="." search={{ page: page + 1 }} className={buttonClass("secondary")}>
          {t.gallery.older}
        </Link>
      )}
    </nav>
  );
}
