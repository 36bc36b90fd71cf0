import type { Migration } from "@openimo/oracle/indexing";

/** How a cell is kept: amount and id up to 256 bits, count and time up to 63, bytes without length. */
type CellKind = "amount" | "count" | "bytes" | "text";

/**
 * One row for each event, and what it says. Nothing is ever changed: what follows from the rows is asked when it is wanted, so undoing a
 * block is deleting its rows. Each row also has its place, `block_number` and `log_index`, and its block's `timestamp`.
 */
export const TABLES = {
  model: {
    id: "amount",
    developer: "bytes",
    model_hash: "bytes",
    name: "text",
    package_uri: "text",
    fee_asset: "bytes",
    fee_amount: "amount",
    reward_wei: "amount",
  },
  launch: {
    model_id: "amount",
    developer: "bytes",
    token: "bytes",
    offering: "bytes",
    kind: "count",
    token_name: "text",
    symbol: "text",
    period_seconds: "count",
    holder_share_bps: "count",
    currency: "bytes",
    sale_start: "count",
    sale_end: "count",
    sale_supply: "amount",
  },
  /** What an account paid into an offering; what it took out has a minus. */
  contribution: { offering: "bytes", account: "bytes", amount: "amount" },
  offering_end: { offering: "bytes", total_committed: "amount", raised: "amount", sold_tokens: "amount" },
  request: {
    id: "amount",
    model_id: "amount",
    requester: "bytes",
    fee_amount: "amount",
    reward_wei: "amount",
    bond_wei: "amount",
    deadline: "count",
    window_seconds: "count",
  },
  answer: { request_id: "amount", operator: "bytes", output_hash: "bytes" },
  /** That somebody else stands for an answer from now on. */
  takeover: { request_id: "amount", operator: "bytes", former: "bytes" },
  ending_final: { request_id: "amount", model_id: "amount", operator: "bytes", fee_amount: "amount" },
  ending_void: { request_id: "amount", returned_wei: "amount" },
  contradiction: { request_id: "amount", case_id: "bytes", rival: "bytes" },
  overturning: { request_id: "amount", output_hash: "bytes" },
  court_case: { case_id: "bytes", request_id: "amount", proposer: "bytes", bond_wei: "amount" },
  /** Who stands for a claim, from this event on. */
  sponsor: { case_id: "bytes", claim_id: "bytes", account: "bytes" },
  /** A bond that was lost, and what of it came back all the same. */
  lost_bond: { case_id: "bytes", claim_id: "bytes", lost_wei: "amount", returned_wei: "amount" },
  period: { token: "bytes", period_id: "amount", asset: "bytes", revenue: "amount", redemption: "amount" },
  collection: { model_id: "amount", collection: "bytes", creator: "bytes" },
  nft_transfer: { collection: "bytes", token_id: "amount", sender: "bytes", recipient: "bytes" },
  nft_claim: { collection: "bytes", token_id: "amount", request_id: "amount", requester: "bytes" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, CellKind>>>>;

export type TableName = keyof typeof TABLES;

export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** Which rows are asked for by what, beside their place. */
const INDEXES: readonly (readonly [TableName, string])[] = [
  ["model", "id"],
  ["launch", "model_id"],
  ["launch", "token"],
  ["contribution", "offering"],
  ["offering_end", "offering"],
  ["request", "id"],
  ["request", "model_id"],
  ["request", "requester"],
  ["answer", "request_id"],
  ["answer", "operator"],
  ["takeover", "request_id"],
  ["ending_final", "request_id"],
  ["ending_final", "model_id, timestamp"],
  ["ending_final", "operator"],
  ["ending_void", "request_id"],
  ["contradiction", "request_id"],
  ["overturning", "request_id"],
  ["court_case", "case_id"],
  ["sponsor", "claim_id"],
  ["lost_bond", "claim_id"],
  ["period", "token"],
  ["collection", "collection"],
  ["nft_transfer", "collection, token_id"],
  ["nft_claim", "collection, token_id"],
];

const SQL_TYPES: Readonly<Record<CellKind, string>> = {
  ...{ amount: "numeric(78, 0)", count: "int8", bytes: "bytea", text: "text" },
};

const PLACE = "block_number int8 not null, log_index int4 not null, timestamp int8 not null";

function createTable(name: TableName): string {
  const cells = Object.entries(TABLES[name]).map(([cell, kind]) => `${cell} ${SQL_TYPES[kind]} not null`);
  return `create table ${name} (${PLACE}, ${cells.join(", ")}, primary key (block_number, log_index))`;
}

const tables: Migration = {
  name: "events",
  statements: [
    "create table chain (single boolean primary key default true check (single), chain_id int8 not null, genesis_hash bytea not null, oracle bytea not null)",
    // The newest row is the watermark: everything up to it was read. As the node's reader has it.
    "create table block (number int8 primary key, hash bytea not null unique, parent_hash bytea not null, timestamp int8 not null)",
    ...TABLE_NAMES.map(createTable),
    ...INDEXES.map(([name, cells], i) => `create index ${name}_${i} on ${name} (${cells})`),
  ],
};

export const MIGRATIONS: readonly Migration[] = [tables];
