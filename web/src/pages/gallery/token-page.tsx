import { Link, useParams } from "@tanstack/react-router";
import { type Address, getAddress, isAddress } from "viem";
import { Fact, Facts } from "../../components/facts.tsx";
import { Account, Hash } from "../../components/hash.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { idHex, parseId } from "../../components/parse-amount.ts";
import { QueryView, Skeleton } from "../../components/query-view.tsx";
import { TokenStatusBadge } from "../../components/status-badge.tsx";
import { TimeLeft } from "../../components/time.tsx";
import { useCollections } from "../../hooks/index/use-gallery.ts";
import type { AnswerToken } from "../../hooks/read-answer-token.ts";
import { useTokenById } from "../../hooks/use-answer-token.ts";
import { useModels } from "../../hooks/use-models.ts";
import { useExplore } from "../../messages/explore-texts.ts";
import { useMessages } from "../../messages/messages.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { Prompt } from "./prompt.tsx";
import { TokenPicture } from "./token-picture.tsx";

const link = "underline underline-offset-4 hover:decoration-accent";

export function TokenPage() {
  const { collection, tokenId } = useParams({ from: "/gallery/$collection/$tokenId" });
  const id = parseId(tokenId);
  if (id === undefined || !isAddress(collection, { strict: false })) return <NotFoundPage />;
  return <TokenView collection={getAddress(collection)} id={id} />;
}

function TokenView({ collection, id }: { collection: Address; id: bigint }) {
  const query = useTokenById(collection, id);
  return (
    <QueryView query={query} loading={<Skeleton lines={10} />}>
      {(token) => (token === null ? <NotFoundPage /> : <Token collection={collection} token={token} />)}
    </QueryView>
  );
}

/** One token: media, prompt, model, claim, and whether its answer is final. */
function Token({ collection, token }: { collection: Address; token: AnswerToken }) {
  const m = useMessages();
  const t = useExplore();
  const { data: collections } = useCollections();
  const { data: models } = useModels();
  const modelId = collections?.rows.find((row) => row.collection === collection)?.modelId;
  const model = models?.find(({ id }) => id === modelId);
  return (
    <>
      <PageHeading title={token.metadata.name || t.gallery.one} text={m.nft.statusText[token.status]}>
        <TokenStatusBadge status={token.status} />
      </PageHeading>
      <div className="grid grid-cols-1 items-start gap-5 md:grid-cols-2">
        <TokenPicture token={token} className="aspect-square w-full rounded-lg" />
        <div className="grid min-w-0 grid-cols-1 gap-5">
          <Panel title={t.gallery.about}>
            <Facts>
              {model && (
                <Fact name={t.gallery.model}>
                  <Link to="/models/$modelId" params={{ modelId: String(model.id) }} className={link}>
                    {model.name}
                  </Link>
                </Fact>
              )}
              <Fact name={m.nft.owner}>
                <Account address={token.owner} label={m.nft.owner} />
              </Fact>
              <Fact name={t.gallery.claim}>
                <Link to="/requests/$requestId" params={{ requestId: idHex(token.requestId) }} className={link}>
                  {t.gallery.request}
                </Link>
              </Fact>
              {token.locked && (
                <Fact name={m.nft.lockedFor}>
                  <TimeLeft until={token.contestEnd} />
                </Fact>
              )}
              <Fact name={m.nft.collection}>
                <Link to="/gallery/$collection" params={{ collection }} className={`${link} font-mono text-xs`}>
                  {collection.slice(0, 8)}…{collection.slice(-4)}
                </Link>
              </Fact>
              <Fact name={m.nft.id}>
                <Hash value={idHex(token.id)} label={m.nft.id} />
              </Fact>
            </Facts>
          </Panel>
          <Panel title={t.gallery.prompt}>
            <Prompt bytes={token.prompt} />
          </Panel>
        </div>
      </div>
    </>
  );
}
