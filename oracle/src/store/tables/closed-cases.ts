import type { Migration } from "../migrations.ts";

/** Cases in which no bond is left: a node that starts anew has nothing to do about them, unless their end is undone. */
export const closedCases: Migration = {
  name: "closed cases",
  statements: ["alter table court_case add column closed_block int8"],
};
