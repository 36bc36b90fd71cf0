import {
  type Contributor,
  DropTableError,
  parseTableAmount,
  readDropTable,
  tableLines,
} from "@openimo/contracts/drop-table";
import { type Address, getAddress, isAddress } from "viem";
import { parseDecimal } from "../../components/parse-amount.ts";
import type { AllocationTerms } from "../../flows/launch.ts";
import type { LaunchDraft } from "./launch-draft.ts";
import type { FieldProblems, LineNumbers, ProblemName } from "./launch-problems.ts";

const DAY_SECONDS = 86_400;
const TOKEN_DECIMALS = 18;

/** The contracts' own bounds (`AllocationBounds`). */
const MAX_VESTINGS = 8;
const MAX_VESTING_DAYS = 3_650;
const MIN_CLAIM_DAYS = 30;
const MAX_CLAIM_DAYS = 1_825;
/** What a browser keeps of a draft and hashes while somebody waits; longer tables are for the command line. */
export const DROP_TABLE_ENTRIES = 2_000;

/** What a launch sets aside by a draft. */
export interface SetAsideTerms {
  readonly vestings: AllocationTerms["vestings"];
  readonly contributors: readonly Contributor[];
  readonly claimSeconds: number;
  /** Undefined for the developer. */
  readonly unclaimedTo: Address | undefined;
  /** Of vestings and drop together, in base units. */
  readonly tokens: bigint;
}

type Vesting = SetAsideTerms["vestings"][number];

/** A line of `address,tokens,cliff,length`, the times in days from the sale's end. */
function vestingOf(cells: readonly string[]): Vesting | ProblemName {
  const [beneficiary = "", tokens = "", cliff = "", length = ""] = cells;
  if (cells.length !== 4) return "vestingCells";
  if (!isAddress(beneficiary)) return "address";
  const amount = parseTableAmount(tokens, TOKEN_DECIMALS);
  if (amount === undefined) return "amount";
  if (amount === 0n) return "positive";
  const [cliffDays, lengthDays] = [parseDecimal(cliff), parseDecimal(length)];
  if (!(cliffDays >= 0 && cliffDays <= lengthDays && lengthDays <= MAX_VESTING_DAYS)) return "vestingTimes";
  return {
    beneficiary: getAddress(beneficiary),
    amount,
    cliffSeconds: Math.round(cliffDays * DAY_SECONDS),
    durationSeconds: Math.round(lengthDays * DAY_SECONDS),
  };
}

function vestingsOf(text: string, problems: FieldProblems, lines: LineNumbers): Vesting[] {
  const vestings: Vesting[] = [];
  for (const { cells, line } of tableLines(text)) {
    const vesting = vestings.length === MAX_VESTINGS ? "vestingsMany" : vestingOf(cells);
    if (typeof vesting === "string") {
      problems.vestings = vesting;
      lines.vestings = line;
      return [];
    }
    vestings.push(vesting);
  }
  return vestings;
}

const TABLE_PROBLEMS = {
  cells: "tableCells",
  address: "address",
  amount: "amount",
  zero: "positive",
  twice: "twice",
  supply: "supply",
  many: "tableMany",
  none: "tableCells",
} as const;

function contributorsOf(text: string, problems: FieldProblems, lines: LineNumbers): Contributor[] {
  if (text.trim() === "") return [];
  try {
    return readDropTable(text, TOKEN_DECIMALS, DROP_TABLE_ENTRIES);
  } catch (error) {
    if (!(error instanceof DropTableError)) throw error;
    problems.dropTable = TABLE_PROBLEMS[error.problem];
    lines.dropTable = error.line === 0 ? 1 : error.line;
    return [];
  }
}

/** What is wrong goes into `problems`, and the number of a table's line into `lines`. */
export function setAsideOf(draft: LaunchDraft, problems: FieldProblems, lines: LineNumbers): SetAsideTerms {
  const vestings = vestingsOf(draft.vestings, problems, lines);
  const contributors = contributorsOf(draft.dropTable, problems, lines);
  const days = parseDecimal(draft.dropDays);
  const to = draft.dropUnclaimedTo.trim();
  if (contributors.length > 0) {
    if (!(days >= MIN_CLAIM_DAYS && days <= MAX_CLAIM_DAYS)) problems.dropDays = "dropDays";
    if (to !== "" && !isAddress(to)) problems.dropUnclaimedTo = "address";
  }
  return {
    vestings,
    contributors,
    claimSeconds: Math.round(days * DAY_SECONDS),
    unclaimedTo: isAddress(to) ? getAddress(to) : undefined,
    tokens: [...vestings, ...contributors].reduce((sum, { amount }) => sum + amount, 0n),
  };
}
