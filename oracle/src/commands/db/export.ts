import { once } from "node:events";
import { createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { note } from "../../command-line/print.ts";
import { type ExportedRows, exportRows } from "../../store/export-rows.ts";
import { DB_ARGS, withNodeStore } from "./db-store.ts";

/** A line at a time, and no faster than they are taken. */
const lineWriter = (stream: Writable) => async (line: string) => {
  if (!stream.write(line)) await once(stream, "drain");
};

const described = (counts: ExportedRows) =>
  Object.entries(counts)
    .map(([table, count]) => `${table} ${count}`)
    .join(", ");

/** Under its name the file is whole or not there at all. */
async function intoFile(file: string, write: (stream: Writable) => Promise<ExportedRows>): Promise<ExportedRows> {
  if (existsSync(file)) throw new UsageError(`${file} is there already.`);
  const draft = `${file}.part`;
  // Salts that are worth money while they are secret are in it.
  const stream = createWriteStream(draft, { mode: 0o600, flush: true });
  try {
    // Else the error of a folder that isn't there would end the process.
    await once(stream, "open");
    const counts = await write(stream);
    stream.end();
    await finished(stream);
    renameSync(draft, file);
    return counts;
  } catch (error) {
    stream.destroy();
    rmSync(draft, { force: true });
    throw error;
  }
}

export const exportDatabase = defineCommand({
  summary: "Write every row of the node's database as a line of JSON; the node must not run",
  example: "openimo db export --config openimo.json --output node.jsonl",
  args: {
    ...DB_ARGS,
    output: { type: "string", valueHint: "file", description: "Write to this new file (default: standard output)" },
  },
  isConfigured: true,
  async run({ args, json }) {
    const file = (args as { readonly output?: string }).output;
    if (json && file === undefined) throw new UsageError("With --json, say with --output where the rows go.");
    return withNodeStore(args, async (_connection, { database }) => {
      const write = (stream: Writable) => exportRows(database, lineWriter(stream));
      if (file === undefined) {
        note(described(await write(process.stdout)));
        return undefined;
      }
      const rows = await intoFile(file, write);
      return { json: { file, rows }, text: `Wrote ${file}: ${described(rows)}.` };
    });
  },
});
