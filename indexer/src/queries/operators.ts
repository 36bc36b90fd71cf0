import type { Asked, Page } from "./question.ts";

export const OPERATOR_ORDERS = ["answers", "earned", "overturned", "bonded"] as const;

export type OperatorOrder = (typeof OPERATOR_ORDERS)[number];

const ORDERS: Readonly<Record<OperatorOrder, string>> = {
  answers: "answers desc",
  earned: "earned_wei desc",
  overturned: "overturned desc",
  bonded: "bonded_wei desc",
};

/**
 * The record of everybody who has answered or contradicted. `overturned`: answers it stood for that a dispute put another one in the place
 * of. `corrected`: answers of others that it did that to. `bonded_wei`: at stake in requests that have not ended. `lost_wei`: only of
 * contradicted answers, since a contract of anybody's can have cases at the same court and name whom it likes in them.
 */
const RECORDS = `
  with last_takeover as (
    select distinct on (request_id) request_id, operator from takeover order by request_id, block_number desc, log_index desc
  ), standing as (
    select a.request_id, coalesce(t.operator, a.operator) as operator
    from answer a left join last_takeover t using (request_id)
  ), answered as (
    select operator, count(*) as answers, max(timestamp) as last_at from answer group by 1
  ), finished as (
    select e.operator, count(*) filter (where o.request_id is null) as final, count(o.request_id) as corrected, sum(r.reward_wei) as earned_wei
    from ending_final e join request r on r.id = e.request_id left join overturning o on o.request_id = e.request_id group by 1
  ), overturned as (
    select s.operator, count(*) as overturned from overturning o join standing s using (request_id) group by 1
  ), bonded as (
    select s.operator, sum(r.bond_wei) as bonded_wei from standing s join request r on r.id = s.request_id
    where not exists (select 1 from ending_final e where e.request_id = r.id)
      and not exists (select 1 from ending_void e where e.request_id = r.id)
    group by 1
  ), contradicted as (
    select rival as operator, count(*) as contradictions, max(timestamp) as last_at from contradiction group by 1
  ), last_sponsor as (
    select distinct on (claim_id) claim_id, account from sponsor order by claim_id, block_number desc, log_index desc
  ), lost as (
    select coalesce(s.account, k.proposer) as operator, sum(b.lost_wei) as lost_wei
    from lost_bond b join court_case k using (case_id) join contradiction using (case_id) left join last_sponsor s using (claim_id) group by 1
  ), everybody as (
    select operator from answered union select operator from standing union select operator from finished union select operator from contradicted
  )
  select operator, coalesce(answers, 0) as answers, coalesce(final, 0) as final, coalesce(overturned, 0) as overturned,
    coalesce(corrected, 0) as corrected, coalesce(contradictions, 0) as contradictions, coalesce(earned_wei, 0) as earned_wei,
    coalesce(bonded_wei, 0) as bonded_wei, coalesce(lost_wei, 0) as lost_wei,
    greatest(answered.last_at, contradicted.last_at) as last_at
  from everybody left join answered using (operator) left join finished using (operator) left join overturned using (operator)
    left join bonded using (operator) left join contradicted using (operator) left join lost using (operator)`;

export function findOperators({ queries }: Asked, { sort, limit, offset }: Page & { readonly sort: OperatorOrder }) {
  return queries.query(`${RECORDS} order by ${ORDERS[sort]}, operator limit $1 offset $2`, [limit, offset]);
}

export function findOperator({ queries }: Asked, { operator }: { readonly operator: Uint8Array }) {
  return queries.query(`${RECORDS} where operator = $1`, [operator]);
}
