import type { Migration } from "../migrations.ts";

/** Commitments to claims at the court, of which the transaction is in the journal. */
export const claimSalts: Migration = {
  name: "claim salts",
  statements: [
    `create table claim_salt (
      account bytea not null,
      request_id numeric(78, 0) not null,
      salt bytea not null,
      -- Block by which the commitment was seen mined; null before.
      block_number int8,
      made_at timestamptz not null default now(),
      primary key (account, request_id)
    )`,
  ],
};
