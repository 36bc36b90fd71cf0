import { ETHER } from "@openimo/contracts";
import { type Address, getAddress, isAddress } from "viem";
import { UsageError } from "../command-line/errors.ts";
import { parseAmount } from "../command-line/money.ts";
import { DROP_ENTRIES } from "../limits.ts";

/** One line of the table: who gets, or may commit, how many base units. */
export type Contributor = { readonly account: Address; readonly amount: bigint };

/** All tokens of a launch together stay below it. */
const SUPPLY_LIMIT = 2n ** 96n;

const HEADING = /^\s*(account|address)\s*,\s*(amount|tokens)\s*$/i;

function contributor(line: string, where: string, decimals: number): Contributor {
  const cells = line.split(",").map((cell) => cell.trim());
  if (cells.length !== 2) throw new UsageError(`${where}: expected "address,tokens", found ${cells.length} cells.`);
  const [account, amountText] = cells;
  // isAddress also checks the capitals of a mixed-case address, which catch a mistyped digit.
  if (!isAddress(account)) throw new UsageError(`${where}: "${account}" is no address.`);
  let amount: bigint;
  try {
    amount = parseAmount("amount", amountText, { ...ETHER, decimals });
  } catch (error) {
    throw new UsageError(
      `${where}: "${amountText}" is no amount with at most ${decimals} decimals.`,
      {},
      { cause: error },
    );
  }
  if (amount === 0n) throw new UsageError(`${where}: the amount is zero.`);
  return { account: getAddress(account), amount };
}

/**
 * Reads a CSV table of `address,tokens`, one contributor a line; a heading `account,amount` and empty lines are allowed.
 * @param decimals Of the amounts: 18 for tokens and for ether.
 * @throws UsageError with the number of the first line that is wrong.
 */
export function readContributors(text: string, decimals = ETHER.decimals): Contributor[] {
  const found = new Map<Address, number>();
  const contributors: Contributor[] = [];
  let total = 0n;
  for (const [i, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === "" || (contributors.length === 0 && HEADING.test(line))) continue;
    const where = `Line ${i + 1}`;
    const next = contributor(line, where, decimals);
    const earlier = found.get(next.account);
    if (earlier !== undefined) throw new UsageError(`${where}: ${next.account} is already on line ${earlier}.`);
    found.set(next.account, i + 1);
    total += next.amount;
    if (total >= SUPPLY_LIMIT) throw new UsageError(`${where}: all amounts together reach 2^96 base units.`);
    if (contributors.length === DROP_ENTRIES) throw new UsageError(`${where}: more than ${DROP_ENTRIES} contributors.`);
    contributors.push(next);
  }
  if (contributors.length === 0) throw new UsageError("The table has no contributors.");
  return contributors;
}
