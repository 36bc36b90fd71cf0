import { RECENT_SECONDS } from "../limits.ts";
import { type Asked, fits, literally, type Page } from "./question.ts";

export const MODEL_ORDERS = ["newest", "revenue", "calls"] as const;

export type ModelOrder = (typeof MODEL_ORDERS)[number];

/** Only amounts of one asset can be compared, so ether comes first. */
const ORDERS: Readonly<Record<ModelOrder, string>> = {
  newest: "m.block_number desc, m.log_index desc",
  revenue: "(m.fee_asset = decode(repeat('00', 20), 'hex')) desc, recent_revenue desc, m.block_number desc",
  calls: "final_calls desc, m.block_number desc",
};

type Wanted = Page & { readonly id?: string; readonly search: string; readonly sort: ModelOrder };

/** Models with what they earned, in all and in the last 30 days, in the smallest unit of `fee_asset`. */
export function findModels({ queries, now }: Asked, { id, search, sort, limit, offset }: Wanted) {
  return queries.query(
    `select m.id, m.developer, m.model_hash, m.name, m.fee_asset, m.fee_amount, m.reward_wei, m.timestamp as registered_at,
       (select count(*) from request r where r.model_id = m.id) as requests,
       e.calls as final_calls, coalesce(e.revenue, 0) as revenue, coalesce(e.recent, 0) as recent_revenue, e.recent_calls,
       l.token, l.offering
     from model m
     left join lateral (
       select count(*) as calls, sum(fee_amount) as revenue, sum(fee_amount) filter (where timestamp > $1) as recent,
         count(*) filter (where timestamp > $1) as recent_calls
       from ending_final where model_id = m.id
     ) e on true
     left join lateral (
       select token, offering from launch where model_id = m.id order by block_number desc, log_index desc limit 1
     ) l on true
     where ${fits("m.id", "$2", "numeric")} and m.name ilike $3
     order by ${ORDERS[sort]} limit $4 offset $5`,
    [now - RECENT_SECONDS, id ?? null, `%${literally(search)}%`, limit, offset],
  );
}

/** Launches, the newest first, with how many accounts paid in and what came of it. */
export function findOfferings({ queries }: Asked, { model, limit, offset }: Page & { readonly model?: string }) {
  return queries.query(
    `select l.model_id, m.name, l.developer, l.token, l.offering, l.kind, l.token_name, l.symbol, l.currency, l.sale_start,
       l.sale_end, l.sale_supply, l.timestamp as launched_at, c.paid_in, c.accounts, o.raised, o.sold_tokens,
       o.timestamp as finalised_at
     from launch l join model m on m.id = l.model_id
     left join offering_end o on o.offering = l.offering
     left join lateral (
       select coalesce(sum(amount), 0) as paid_in, count(distinct account) as accounts
       from contribution where offering = l.offering
     ) c on true
     where ${fits("l.model_id", "$1", "numeric")}
     order by l.block_number desc, l.log_index desc limit $2 offset $3`,
    [model ?? null, limit, offset],
  );
}
