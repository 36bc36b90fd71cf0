import { type Asked, fits, type Page } from "./question.ts";

/** Collections of answers, the newest first, with the number of tokens in each. */
export function findCollections({ queries }: Asked, { limit, offset }: Page) {
  return queries.query(
    `select c.collection, c.model_id, m.name as model_name, c.timestamp as created_at,
       (select count(distinct token_id) from nft_claim n where n.collection = c.collection) as tokens
     from collection c left join model m on m.id = c.model_id
     order by c.block_number desc, c.log_index desc limit $1 offset $2`,
    [limit, offset],
  );
}

type Wanted = Page & { readonly collection?: Uint8Array; readonly owner?: Uint8Array };

/** Tokens, the newest first: of whom they are, and the request whose answer each shows. */
export function findTokens({ queries }: Asked, { collection, owner, limit, offset }: Wanted) {
  return queries.query(
    `with held as (
       select distinct on (collection, token_id) collection, token_id, recipient as owner
       from nft_transfer order by collection, token_id, block_number desc, log_index desc
     ), claimed as (
       select distinct on (collection, token_id) collection, token_id, request_id, block_number, log_index, timestamp
       from nft_claim order by collection, token_id, block_number desc, log_index desc
     )
     select h.collection, h.token_id, h.owner, n.request_id, n.timestamp as claimed_at, c.model_id, m.name as model_name
     from held h join claimed n using (collection, token_id) join collection c on c.collection = h.collection
       left join model m on m.id = c.model_id
     where ${fits("h.collection", "$1", "bytea")} and ${fits("h.owner", "$2", "bytea")}
     order by n.block_number desc, n.log_index desc limit $3 offset $4`,
    [collection ?? null, owner ?? null, limit, offset],
  );
}
