import { chainEvents } from "./tables/chain.ts";
import { claimSalts } from "./tables/claim-salts.ts";
import { closedCases } from "./tables/closed-cases.ts";
import { jobs } from "./tables/jobs.ts";
import { journal } from "./tables/journal.ts";

/** A step in the history of the tables. What was released is never changed: the next step does that. */
export type Migration = {
  readonly name: string;
  /** One SQL statement each. */
  readonly statements: readonly string[];
};

export const MIGRATIONS: readonly Migration[] = [journal, chainEvents, claimSalts, jobs, closedCases];
