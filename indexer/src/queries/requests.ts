import { type Asked, fits, type Page, STATUS_OF_REQUEST } from "./question.ts";

type Wanted = Page & {
  readonly model?: string;
  readonly requester?: Uint8Array;
  /** Who posted the answer. */
  readonly operator?: Uint8Array;
};

/** Requests, the newest first. */
export function findRequests({ queries }: Asked, { model, requester, operator, limit, offset }: Wanted) {
  return queries.query(
    `select r.id, r.model_id, m.name as model_name, r.requester, r.fee_amount, r.reward_wei, r.bond_wei, r.timestamp as asked_at,
       r.block_number, a.operator, a.timestamp as answered_at, ${STATUS_OF_REQUEST} as status
     from request r left join model m on m.id = r.model_id left join answer a on a.request_id = r.id
     where ${fits("r.model_id", "$1", "numeric")} and ${fits("r.requester", "$2", "bytea")} and ${fits("a.operator", "$3", "bytea")}
     order by r.block_number desc, r.log_index desc limit $4 offset $5`,
    [model ?? null, requester ?? null, operator ?? null, limit, offset],
  );
}

type WantedDisputes = Page & { readonly account?: Uint8Array; readonly open: boolean };

/** Contradicted answers, the newest first, with who stood on each side. `account` is on either. */
export function findDisputes({ queries }: Asked, { account, open, limit, offset }: WantedDisputes) {
  return queries.query(
    `select r.id as request_id, r.model_id, m.name as model_name, k.proposer, c.rival, c.case_id, r.bond_wei, c.timestamp as contradicted_at,
       (select count(*) from sponsor s where s.case_id = c.case_id) as claims, ${STATUS_OF_REQUEST} as status,
       exists (select 1 from overturning o where o.request_id = r.id) as overturned
     from contradiction c join request r on r.id = c.request_id left join model m on m.id = r.model_id
       join court_case k on k.case_id = c.case_id
     where ($1::bytea is null or $1::bytea in (k.proposer, c.rival))
       and (not $2::boolean or not exists (select 1 from ending_final e where e.request_id = r.id)
         and not exists (select 1 from ending_void e where e.request_id = r.id))
     order by c.block_number desc, c.log_index desc limit $3 offset $4`,
    [account ?? null, open, limit, offset],
  );
}
