import { writeFileSync } from "node:fs";
import { tokens } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { dropOf } from "../../drops/drop.ts";
import { dropText, readTable } from "../../drops/drop-file.ts";
import { readContributors } from "../../drops/read-contributors.ts";

export const drop = defineCommand({
  summary: "Make a drop's root and proofs of a table of contributors; asks no chain",
  example: "openimo offering drop --csv contributors.csv --out drop.json",
  args: {
    csv: { type: "string", valueHint: "file", required: true, description: "Lines of address,tokens" },
    out: { type: "string", valueHint: "file", required: true, description: "Where root and proofs are written" },
  },
  async run({ args }) {
    const made = dropOf(readContributors(readTable(args.csv)));
    try {
      writeFileSync(args.out, dropText(made));
    } catch (error) {
      throw new UsageError(`The file ${args.out} can't be written.`, {}, { cause: error });
    }
    const count = made.claims.length;
    return {
      json: { root: made.root, amount: made.amount, contributors: count, file: args.out },
      text: `root ${made.root}\n${tokens(made.amount)} for ${count} contributor${count === 1 ? "" : "s"}`,
    };
  },
});
