import type { Queries } from "@openimo/oracle/indexing";

/** What a question is asked at: the newest block that was read, by whose time "recent" is reckoned. */
export type Asked = {
  readonly queries: Queries;
  /** unix seconds of the chain */
  readonly now: number;
};

/** Which rows of a list. */
export type Page = { readonly limit: number; readonly offset: number };

/** Takes the place of a parameter that was left out: every row fits. */
export const fits = (column: string, parameter: string, type: string) =>
  `(${parameter}::${type} is null or ${column} = ${parameter}::${type})`;

/** In a pattern of `like` these would stand for other characters. */
export const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** How a request stands, by its events. */
export const STATUS_OF_REQUEST = `case
  when exists (select 1 from ending_final e where e.request_id = r.id) then 'final'
  when exists (select 1 from ending_void e where e.request_id = r.id) then 'void'
  when exists (select 1 from contradiction c where c.request_id = r.id) then 'disputed'
  when exists (select 1 from answer a where a.request_id = r.id) then 'answered'
  else 'open' end`;
