import { Link } from "@tanstack/react-router";
import { idHex } from "../../components/parse-amount.ts";
import { TokenStatusBadge } from "../../components/status-badge.tsx";
import type { TokenSummary } from "../../hooks/index/use-gallery.ts";
import { useTokenById } from "../../hooks/use-answer-token.ts";
import { useModels } from "../../hooks/use-models.ts";
import { useMessages } from "../../messages/messages.ts";
import { TokenPicture } from "./token-picture.tsx";

/** A token at a glance, as its contract has it. */
export function TokenTile({ token: { collection, tokenId, modelId } }: { token: TokenSummary }) {
  const m = useMessages();
  const { data: token } = useTokenById(collection, tokenId);
  const { data: models } = useModels();
  const hex = idHex(tokenId);
  const model = models?.find(({ id }) => id === modelId)?.name ?? m.request.unnamedModel;
  return (
    <li className="relative overflow-hidden rounded-lg border border-line bg-surface transition-colors focus-within:border-accent hover:border-line-strong">
      {token ? (
        <TokenPicture token={token} className="aspect-square w-full" />
      ) : (
        <div className="aspect-square w-full bg-sunken" />
      )}
      <div className="space-y-2 p-3">
        <h2 className="text-sm break-words">
          <Link
            to="/gallery/$collection/$tokenId"
            params={{ collection, tokenId: hex }}
            className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-accent"
          >
            {token?.metadata.name || `${model} ${hex.slice(0, 8)}…`}
          </Link>
        </h2>
        {token && <TokenStatusBadge status={token.status} />}
      </div>
    </li>
  );
}
