import { ETHER } from "@openimo/contracts";
import { type Contributor, DropTableError, readDropTable, type TableProblem } from "@openimo/contracts/drop-table";
import { UsageError } from "../command-line/errors.ts";
import { DROP_ENTRIES } from "../limits.ts";

const sentences: Record<TableProblem, (error: DropTableError, decimals: number) => string> = {
  cells: ({ found }) => `expected "address,tokens", found ${found} cells.`,
  address: ({ found }) => `"${found}" is no address.`,
  amount: ({ found }, decimals) => `"${found}" is no amount with at most ${decimals} decimals.`,
  zero: () => "the amount is zero.",
  twice: ({ found, earlierLine }) => `${found} is already on line ${earlierLine}.`,
  supply: () => "all amounts together reach 2^96 base units.",
  many: () => `more than ${DROP_ENTRIES} contributors.`,
  none: () => "The table has no contributors.",
};

/**
 * A CSV table of `address,tokens`, see `readDropTable`.
 * @param decimals Of the amounts: 18 for tokens and for ether.
 * @throws UsageError with the number of the first line that is wrong.
 */
export function readContributors(text: string, decimals = ETHER.decimals): Contributor[] {
  try {
    return readDropTable(text, decimals, DROP_ENTRIES);
  } catch (error) {
    if (!(error instanceof DropTableError)) throw error;
    const sentence = sentences[error.problem](error, decimals);
    throw new UsageError(error.line === 0 ? sentence : `Line ${error.line}: ${sentence}`, {}, { cause: error });
  }
}
