import type { Migration } from "../migrations.ts";

/**
 * What was read from the chain. Each row tells the block that it is from, and goes when that block is no longer of the chain. The newest
 * row of `block` is the watermark: everything up to it was read.
 */
export const chainEvents: Migration = {
  name: "chain events",
  statements: [
    "create table block (number int8 primary key, hash bytea not null unique, parent_hash bytea not null, timestamp int8 not null)",
    // terms: as the ABI encodes them. input_lengths: of each item in bytes; null where the data isn't what the request committed to.
    // place: waiting to be followed, followed by the running node, left alone by its rules, or done with for good at ended_block.
    `create table request (
      id numeric(78, 0) primary key,
      block_number int8 not null, block_hash bytea not null, log_index int4 not null,
      terms bytea not null,
      input_lengths int4[],
      place text not null default 'waiting' check (place in ('waiting', 'followed', 'left', 'ended')),
      ended_block int8,
      check ((place = 'ended') = (ended_block is not null))
    )`,
    "create index request_block on request (block_number)",
    "create index request_waiting on request (block_number, log_index) where place = 'waiting'",
    "create index request_ended on request (ended_block) where place = 'ended'",
    // Beside the requests, so that looking through them doesn't read it.
    "create table request_data (id numeric(78, 0) primary key references request on delete cascade, input bytea not null, callback_data bytea not null)",
    `create table answer (
      block_number int8 not null, block_hash bytea not null, log_index int4 not null,
      request_id numeric(78, 0) not null, output_hash bytea not null, output bytea not null,
      primary key (block_hash, log_index)
    )`,
    "create index answer_block on answer (block_number)",
    "create index answer_request on answer (request_id)",
    `create table court_case (
      case_id bytea primary key,
      block_number int8 not null, block_hash bytea not null, log_index int4 not null,
      request_id numeric(78, 0) not null
    )`,
    "create index court_case_block on court_case (block_number)",
    "create index court_case_request on court_case (request_id)",
    `create table claim (
      block_number int8 not null, block_hash bytea not null, log_index int4 not null,
      case_id bytea not null, output_hash bytea not null, output bytea not null,
      primary key (block_hash, log_index)
    )`,
    "create index claim_block on claim (block_number)",
    "create index claim_case on claim (case_id)",
    `create table ending (
      request_id numeric(78, 0) primary key,
      block_number int8 not null, block_hash bytea not null, log_index int4 not null,
      kind text not null check (kind in ('final', 'void'))
    )`,
    "create index ending_block on ending (block_number)",
  ],
};
