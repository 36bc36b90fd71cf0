import type { Migration } from "../migrations.ts";

/** The write-ahead log of what is sent. */
export const journal: Migration = {
  name: "journal",
  statements: [
    // The chain that the rows are about: another one needs another database.
    "create table chain (single boolean primary key default true check (single), chain_id int8 not null, genesis_hash bytea not null, oracle bytea not null)",
  ],
};
