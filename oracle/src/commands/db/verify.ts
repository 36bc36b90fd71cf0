import { defineCommand } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { note } from "../../command-line/print.ts";
import { DIFFERENCES_TOLD } from "../../limits.ts";
import { verifyRows } from "../../verify/verify-rows.ts";
import { DB_ARGS, withNodeStore } from "./db-store.ts";

export const verify = defineCommand({
  summary: "Compare every row of the node's database with the chain; the node must not run",
  example: "openimo db verify --config openimo.json",
  args: DB_ARGS,
  isConfigured: true,
  async run({ args, json }) {
    const { checked, undoneBlocks, differences, differenceCount } = await withNodeStore(args, (connection, store) =>
      verifyRows(connection, store.database),
    );
    const facts = { ok: differenceCount === 0, checked, undoneBlocks, differenceCount, differences };
    const lines = [
      ...Object.entries(checked).map(([table, count]) => `${table.padEnd(12)} ${count} compared`),
      ...(undoneBlocks === 0
        ? []
        : [
            `${undoneBlocks} of the newest blocks are not of the chain any more: the node reads them again when it starts.`,
          ]),
      ...differences.map(({ table, row, what }) => `DIFFERS ${table} ${row}: ${what}`),
    ];
    if (differenceCount === 0) return { json: facts, text: lines.join("\n") };
    if (!json) note(lines.join("\n"));
    const more = differenceCount > DIFFERENCES_TOLD ? `, of which ${DIFFERENCES_TOLD} are told` : "";
    throw new FailedError(`The database differs from the chain in ${differenceCount} places${more}.`, facts);
  },
});
