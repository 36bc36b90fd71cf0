import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import type { DatabasePlace } from "../../oracle/src/store/database.ts";
import { type Postgres, startPostgres } from "./postgres.ts";

/**
 * The same tests on both kinds of database: within this process, and on a real server.
 * @param tests Gets what gives an empty place; each opens it, and again as often as it wants to see what is kept.
 */
export function describeDatabases(name: string, tests: (newPlace: () => Promise<DatabasePlace>) => void): void {
  describe(`${name}, embedded`, () => tests(async () => ({ folder: mkdtempSync(join(tmpdir(), "openimo-")) })));
  describe(`${name}, on a server`, () => {
    let server: Postgres;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());
    tests(async () => ({ url: await server.createDatabase() }));
  });
}
