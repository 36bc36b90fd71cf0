import { type Address, getAddress, isAddress, parseUnits } from "viem";

/** One line of the table: who gets, or may commit, how many base units. */
export type Contributor = { readonly account: Address; readonly amount: bigint };

/** What is wrong with a table; a line's problem but for `none`. */
export type TableProblem = "cells" | "address" | "amount" | "zero" | "twice" | "supply" | "many" | "none";

export class DropTableError extends Error {
  readonly problem: TableProblem;
  /** From 1; 0 for the whole table. */
  readonly line: number;
  /** The text that is wrong, the account that is there twice, or how many cells there are. */
  readonly found: string;
  /** Of an account that is there twice, the first line. */
  readonly earlierLine: number;

  constructor(problem: TableProblem, line = 0, found = "", earlierLine = 0) {
    super(`Line ${line}: ${problem} ${found}`);
    this.name = "DropTableError";
    this.problem = problem;
    this.line = line;
    this.found = found;
    this.earlierLine = earlierLine;
  }
}

/** All tokens of a launch together stay below it. */
const SUPPLY_LIMIT = 2n ** 96n;

const HEADING = /^\s*(account|address)\s*,\s*(amount|tokens)\s*$/i;

/** Decimal text with a point as base units, undefined for anything else; no digit is ever rounded. */
export function parseTableAmount(text: string, decimals: number): bigint | undefined {
  const match = /^\d{1,40}(?:\.(\d+))?$/.exec(text);
  return match !== null && (match[1]?.length ?? 0) <= decimals ? parseUnits(text, decimals) : undefined;
}

function contributor(cells: readonly string[], line: number, decimals: number): Contributor {
  if (cells.length !== 2) throw new DropTableError("cells", line, String(cells.length));
  const [account, amountText] = cells;
  // isAddress also checks the capitals of a mixed-case address, which catch a mistyped digit.
  if (!isAddress(account)) throw new DropTableError("address", line, account);
  const amount = parseTableAmount(amountText, decimals);
  if (amount === undefined) throw new DropTableError("amount", line, amountText);
  if (amount === 0n) throw new DropTableError("zero", line, amountText);
  return { account: getAddress(account), amount };
}

/** The lines of a CSV table that aren't empty: their cells, without blanks around them, and their numbers from 1. */
export function tableLines(text: string): { readonly cells: readonly string[]; readonly line: number }[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line, i) => ({ cells: line.split(",").map((cell) => cell.trim()), line: i + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
}

/**
 * Reads a CSV table of `address,tokens`, one contributor a line; a heading `account,amount` and empty lines are allowed.
 * @param decimals Of the amounts: 18 for tokens and for ether.
 * @param mostEntries How many lines it may have.
 * @throws DropTableError with the number of the first line that is wrong.
 */
export function readDropTable(text: string, decimals: number, mostEntries: number): Contributor[] {
  const found = new Map<Address, number>();
  const contributors: Contributor[] = [];
  let total = 0n;
  for (const { cells, line } of tableLines(text)) {
    if (contributors.length === 0 && HEADING.test(cells.join(","))) continue;
    const next = contributor(cells, line, decimals);
    const earlier = found.get(next.account);
    if (earlier !== undefined) throw new DropTableError("twice", line, next.account, earlier);
    found.set(next.account, line);
    total += next.amount;
    if (total >= SUPPLY_LIMIT) throw new DropTableError("supply", line);
    if (contributors.length === mostEntries) throw new DropTableError("many", line);
    contributors.push(next);
  }
  if (contributors.length === 0) throw new DropTableError("none");
  return contributors;
}
