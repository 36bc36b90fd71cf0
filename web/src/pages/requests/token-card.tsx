import { Link } from "@tanstack/react-router";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Account, Hash } from "../../components/hash.tsx";
import { Panel } from "../../components/panel.tsx";
import { idHex } from "../../components/parse-amount.ts";
import { QueryView } from "../../components/query-view.tsx";
import { TokenStatusBadge } from "../../components/status-badge.tsx";
import { TimeLeft } from "../../components/time.tsx";
import { createCollection } from "../../flows/create-collection.ts";
import { mintAnswer } from "../../flows/mint-answer.ts";
import { updateToken } from "../../flows/update-token.ts";
import type { AnswerToken, Collection } from "../../hooks/read-answer-token.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useAnswerToken, useCollection } from "../../hooks/use-answer-token.ts";
import { usePossibleActions } from "../../hooks/use-possible-actions.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";

/** The answer as an NFT: what of it is minted, and for whoever asked the button that mints it. */
export function TokenCard({ request }: { request: InferenceRequest }) {
  const m = useMessages();
  const { address } = useWallet();
  const { data: collection } = useCollection(request.terms.modelId);
  const query = useAnswerToken(collection, request.input);
  const isOwn = address === request.terms.requester;
  const isAnswered = request.answer !== undefined && request.status !== "void";
  // Nothing to say to others as long as there is no token.
  if (!collection || !isAnswered || (!query.data && !isOwn)) return null;
  return (
    <Panel title={m.nft.title} aside={query.data && <TokenStatusBadge status={query.data.status} />}>
      <QueryView query={query}>
        {(token) => (
          <>
            {token && <Minted token={token} collection={collection} request={request} />}
            {isOwn && token?.requestId !== request.id && (
              <Mint collection={collection} request={request} isTaken={token !== null} />
            )}
          </>
        )}
      </QueryView>
    </Panel>
  );
}

interface MintedProps {
  readonly token: AnswerToken;
  readonly collection: Collection;
  readonly request: InferenceRequest;
}

function Minted({ token, collection, request }: MintedProps) {
  const m = useMessages();
  const { image, name } = token.metadata;
  return (
    <>
      {image !== null && <img src={image} alt={name} className="mb-4 h-auto w-full max-w-96 rounded-md" />}
      <p className="mb-4 text-muted">{m.nft.statusText[token.status]}</p>
      <Facts>
        <Fact name={m.nft.owner}>
          <Account address={token.owner} label={m.nft.owner} />
        </Fact>
        {token.locked && (
          <Fact name={m.nft.lockedFor}>
            <TimeLeft until={token.contestEnd} />
          </Fact>
        )}
        <Fact name={m.nft.collection}>
          <Hash value={collection.address} label={m.nft.collection} />
        </Fact>
        <Fact name={m.nft.id}>
          <Hash value={idHex(token.id)} label={m.nft.id} />
        </Fact>
      </Facts>
      {token.requestId !== request.id && (
        <p className="mt-4 text-muted">
          {m.nft.ofOther}{" "}
          <Link
            to="/requests/$requestId"
            params={{ requestId: idHex(token.requestId) }}
            className="underline underline-offset-4 hover:decoration-accent"
          >
            {m.nft.otherRequest}
          </Link>
        </p>
      )}
      {token.status === "outdated" && token.requestId === request.id && request.answer && (
        <ActionButton className="mt-4" action={updateToken(collection.address, request.input, request.answer.output)} />
      )}
    </>
  );
}

interface MintProps {
  readonly collection: Collection;
  readonly request: InferenceRequest;
  /** Whether the prompt has a token by another request. */
  readonly isTaken: boolean;
}

function Mint({ collection, request, isTaken }: MintProps) {
  const m = useMessages();
  const { deployment } = useChain();
  const { address } = useWallet();
  const mint = mintAnswer(collection.address, request.terms, request.input, request.answer?.output ?? "0x");
  // Only an earlier claim takes a token over, and the contract knows which is.
  const possible = usePossibleActions(isTaken ? [mint] : [], address);
  if (isTaken && !possible.has(mint.key)) return null;
  if (!collection.exists) {
    return (
      <>
        <p className="mb-4 text-muted">{m.nft.firstOfModel}</p>
        <ActionButton action={createCollection(deployment.aigcCollections, request.terms.modelId)} />
      </>
    );
  }
  return (
    <div className={isTaken ? "mt-4 border-t border-line pt-4" : ""}>
      <p className="mb-4 text-muted">{isTaken ? m.nft.takeOverText : m.nft.mintText}</p>
      <ActionButton action={mint} />
    </div>
  );
}
