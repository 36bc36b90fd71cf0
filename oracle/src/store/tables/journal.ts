import type { Migration } from "../migrations.ts";

/** The write-ahead log of what is sent: docs/node.md. Amounts are wei, hashes and addresses bytes. */
export const journal: Migration = {
  name: "journal",
  statements: [
    // The chain that the rows are about: another one needs another database.
    "create table chain (single boolean primary key default true check (single), chain_id int8 not null, genesis_hash bytea not null, oracle bytea not null)",
    `create table nonce (
      account bytea not null,
      nonce int8 not null,
      state text not null check (state in ('open', 'mined', 'final')),
      -- What used it, ours or not; null while it is open, and when what used it could not be found.
      transaction_hash bytea,
      block_number int8,
      block_hash bytea,
      -- What the gas of one of ours cost.
      cost_wei numeric(78, 0),
      primary key (account, nonce),
      check ((state = 'open') = (block_number is null))
    )`,
    `create table intent (
      id int8 generated always as identity primary key,
      account bytea not null,
      nonce int8 not null,
      key text not null,
      kind text not null,
      request_id numeric(78, 0),
      recipient bytea not null,
      -- Null once nothing can undo its end.
      data bytea,
      value_wei numeric(78, 0) not null,
      gas int8 not null,
      -- Unix seconds by the chain's clock.
      deadline int8,
      priority text not null check (priority in ('ordinary', 'urgent')),
      -- The block that its content depends on.
      basis bytea,
      state text not null check (state in ('sent', 'returned', 'done', 'reverted', 'superseded', 'replaced', 'refused')),
      -- Whether who asked for it knows its newest state.
      told boolean not null default true,
      decided_block int8 not null,
      decided_at timestamptz not null default now(),
      foreign key (account, nonce) references nonce (account, nonce)
    )`,
    // One key never runs twice.
    "create unique index intent_of_key on intent (account, key) where state = 'sent'",
    "create index intent_of_nonce on intent (account, nonce)",
    "create index intent_untold on intent (account) where not told",
    `create table sent_transaction (
      number int8 generated always as identity,
      hash bytea primary key,
      account bytea not null,
      nonce int8 not null,
      -- Null for one that only uses its nonce up.
      intent_id int8 references intent (id),
      -- Signed. Null once nothing can undo the nonce's use.
      raw bytea,
      -- Both the gas price where there is no base fee.
      max_fee_wei numeric(78, 0) not null,
      priority_fee_wei numeric(78, 0) not null,
      is_legacy boolean not null,
      -- The RPC said that it does not take it.
      is_refused boolean not null default false,
      decided_block int8 not null,
      -- Unix seconds by the chain's clock.
      decided_timestamp int8 not null,
      -- Head when it was last sent; null before.
      broadcast_block int8,
      foreign key (account, nonce) references nonce (account, nonce)
    )`,
    "create index sent_transaction_of_nonce on sent_transaction (account, nonce)",
    `create table commitment (
      account bytea not null,
      request_id numeric(78, 0) not null,
      salt bytea not null,
      output_hash bytea not null,
      -- Block of the commitment; null until it is mined.
      block_number int8,
      made_at timestamptz not null default now(),
      primary key (account, request_id)
    )`,
  ],
};
