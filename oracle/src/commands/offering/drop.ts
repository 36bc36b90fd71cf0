import { writeFileSync } from "node:fs";
import { dropOf, dropText } from "@openimo/contracts/drop-tree";
import { formatUnits } from "viem";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { readTable } from "../../drops/drop-file.ts";
import { readContributors } from "../../drops/read-contributors.ts";

/** More than any asset has. */
const MOST_DECIMALS = 36;

export const drop = defineCommand({
  summary: "Make root and proofs of a table of accounts, for a drop or for a round of a sale; asks no chain",
  example: "openimo offering drop --csv contributors.csv --out drop.json",
  args: {
    csv: { type: "string", valueHint: "file", required: true, description: "Lines of address,tokens" },
    decimals: {
      type: "string",
      valueHint: "number",
      default: "18",
      description: "Decimals of the amounts; for a round of a sale those of its currency",
    },
    out: { type: "string", valueHint: "file", required: true, description: "Where root and proofs are written" },
  },
  async run({ args }) {
    const decimals = parseWhole("--decimals", args.decimals, 0, MOST_DECIMALS);
    const made = dropOf(readContributors(readTable(args.csv), decimals));
    try {
      writeFileSync(args.out, dropText(made));
    } catch (error) {
      throw new UsageError(`The file ${args.out} can't be written.`, {}, { cause: error });
    }
    const count = made.claims.length;
    return {
      json: { root: made.root, amount: made.amount, contributors: count, file: args.out },
      text: `root ${made.root}\n${formatUnits(made.amount, decimals)} for ${count} account${count === 1 ? "" : "s"}`,
    };
  },
});
