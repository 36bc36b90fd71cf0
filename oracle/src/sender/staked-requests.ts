import { type Address, hexToBytes } from "viem";
import type { Queries } from "../store/database.ts";

/** Requests in whose disputes an account has put up a bond, or has one on its way, as far as its journal tells. */
export async function readStakedRequests({ query }: Queries, account: Address): Promise<bigint[]> {
  const rows = await query<{ request_id: bigint }>(
    `select distinct request_id from intent where account = $1 and request_id is not null
       and kind in ('contradict', 'claim') and state in ('sent', 'returned', 'done')`,
    [hexToBytes(account)],
  );
  return rows.map(({ request_id }) => request_id);
}
