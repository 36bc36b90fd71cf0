import type { Asked, Page } from "./question.ts";

export type Bucket = { readonly start: number; readonly calls: bigint; readonly amount: bigint };

type Wanted = { readonly model: string; readonly bucketSeconds: number; readonly buckets: number };

/**
 * What a model earned, in equal stretches of time up to now, oldest first: those without revenue are there, too. Amounts are in the
 * smallest unit of the model's asset.
 */
export async function revenueOverTime({ queries, now }: Asked, wanted: Wanted): Promise<Bucket[]> {
  const { model, bucketSeconds, buckets } = wanted;
  const newest = now - (now % bucketSeconds);
  const oldest = newest - (buckets - 1) * bucketSeconds;
  const rows = await queries.query<{ start: bigint; calls: bigint; amount: bigint }>(
    `select timestamp - timestamp % $1::int8 as start, count(*) as calls, sum(fee_amount) as amount
     from ending_final where model_id = $2 and timestamp >= $3 group by 1`,
    [bucketSeconds, model, oldest],
  );
  const found = new Map(rows.map(({ start, ...rest }) => [Number(start), rest]));
  return Array.from({ length: buckets }, (_, i) => {
    const start = oldest + i * bucketSeconds;
    return { start, ...(found.get(start) ?? { calls: 0n, amount: 0n }) };
  });
}

/** What a token's closed periods shared out, the newest first; a row for each asset of a period. */
export function closedPeriods({ queries }: Asked, { token, limit, offset }: Page & { readonly token: Uint8Array }) {
  return queries.query(
    `select period_id, asset, revenue, redemption, timestamp as closed_at from period where token = $1
     order by period_id desc, log_index limit $2 offset $3`,
    [token, limit, offset],
  );
}
