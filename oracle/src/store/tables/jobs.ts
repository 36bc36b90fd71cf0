import type { Migration } from "../migrations.ts";

/** Answers that the node has workers compute. The input is the request's; a request in another block is another job. */
export const jobs: Migration = {
  name: "jobs",
  statements: [
    `create table job (
      request_id numeric(78, 0) not null,
      -- Of the request's block: its first bytes are in the seed.
      block_hash bytea not null,
      model_hash bytea not null,
      -- Unix seconds by the chain's clock, by which an answer is of use.
      deadline int8 not null,
      state text not null default 'waiting' check (state in ('waiting', 'taken', 'done', 'failed')),
      -- Who has it, and until when nobody else may take it.
      worker text,
      lease_until timestamptz,
      -- How often it was taken. It names the taking: an earlier one's result is not stored.
      attempts int4 not null default 0,
      answer bytea,
      error text,
      made_at timestamptz not null default now(),
      primary key (request_id, block_hash),
      check ((state = 'taken') = (worker is not null) and (worker is null) = (lease_until is null)),
      check ((state = 'done') = (answer is not null) and (state = 'failed') = (error is not null))
    )`,
    "create index job_to_take on job (deadline, made_at) where state in ('waiting', 'taken')",
  ],
};
