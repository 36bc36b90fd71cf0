/** Every bound of the indexer, with its unit and reason. */

/** Contracts in one `eth_getLogs`: RPCs bound the filter, and a hundred addresses are four kilobytes of it. */
export const ADDRESSES_PER_CALL = 100;
/** Rows of one answer: a page shows a fraction of it, and a row is below a kilobyte. */
export const ROWS_MOST = 100;
export const ROWS_DEFAULT = 30;
/** Rows that may be skipped: a database walks over each of them. */
export const OFFSET_MOST = 10_000;
/** Characters of a search; a model's name has at most 64 bytes. */
export const SEARCH_LENGTH_MOST = 64;
/** Bars of a chart. */
export const BUCKETS_MOST = 120;
/** The narrowest bar, in seconds; the widest is a year. */
export const BUCKET_SECONDS_LEAST = 60;
export const BUCKET_SECONDS_MOST = 31_536_000;
/** What "recent" means in lists of models, in seconds: 30 days. */
export const RECENT_SECONDS = 2_592_000;
/** Questions that wait for the database at one time. The next one is told to come again: the embedded database answers one by one. */
export const QUESTIONS_WAITING_MOST = 64;
/** Answers that are kept until the next block: what everybody asks is computed once. Each is below 100 KB. */
export const ANSWERS_KEPT = 256;
/** A statement that takes longer than this is given up by a PostgreSQL server, in milliseconds. */
export const STATEMENT_TIMEOUT_MS = 15_000;
/** How often a chain is asked for its newest block, in milliseconds: the local one has a block each second. */
export const POLL_MS = 4_000;
export const POLL_LOCAL_MS = 500;
