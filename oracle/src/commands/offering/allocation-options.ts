import { type Address, isAddress, zeroAddress, zeroHash } from "viem";
import { UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { parseSeconds } from "../../command-line/numbers.ts";
import { readDrop } from "../../drops/drop-file.ts";

/** Options that say what of the supply is set aside. `vesting` and `revenue-asset` may be given several times. */
export const ALLOCATION_ARGS = {
  vesting: {
    type: "string",
    valueHint: "address:tokens:cliff:length",
    description: "Tokens released to an account over time from the offering's end, such as 0x…:50000:180d:720d",
  },
  drop: {
    type: "string",
    valueHint: "file",
    description: "Tokens for contributors: the file that `openimo offering drop` wrote",
  },
  "drop-claim-period": {
    type: "string",
    valueHint: "time",
    default: "365d",
    description: "How long after the offering's end contributors can claim, from 30d to 1825d",
  },
  "drop-unclaimed-to": {
    type: "string",
    valueHint: "address",
    description: "Who gets what contributors did not claim; by default the developer",
  },
  "revenue-asset": {
    type: "string",
    valueHint: "address",
    description: "ERC-20 token that is shared besides ether, up to four",
  },
} as const;

function addressOf(option: string, text: string): Address {
  if (!isAddress(text)) throw new UsageError(`Option ${option} takes an address, not "${text}".`);
  return text;
}

function vestingOf(text: string) {
  const parts = text.split(":");
  if (parts.length !== 4) {
    throw new UsageError(
      `Option --vesting takes address:tokens:cliff:length, such as 0x…:50000:180d:720d, not "${text}".`,
    );
  }
  const [beneficiary, amount, cliff, length] = parts;
  const vesting = {
    beneficiary: addressOf("--vesting", beneficiary),
    amount: parseAmount("--vesting", amount),
    cliffSeconds: parseSeconds("--vesting", cliff),
    durationSeconds: parseSeconds("--vesting", length),
  };
  if (vesting.cliffSeconds > vesting.durationSeconds)
    throw new UsageError(`The vesting "${text}" ends before its cliff.`);
  return vesting;
}

type Given = {
  readonly drop?: string;
  readonly "drop-claim-period": string;
  readonly "drop-unclaimed-to"?: string;
};

/**
 * The allocation terms that a command line means.
 * @param developer Gets what nobody claimed, unless another account is named.
 */
export function allocationsFrom(args: Given, lists: ReadonlyMap<string, readonly string[]>, developer: Address) {
  const vestings = (lists.get("vesting") ?? []).map(vestingOf);
  if (args.drop === undefined) {
    return { vestings, drop: { root: zeroHash, amount: 0n, claimSeconds: 0, unclaimedTo: zeroAddress } };
  }
  const { root, amount } = readDrop(args.drop);
  const unclaimedTo = args["drop-unclaimed-to"];
  return {
    vestings,
    drop: {
      root,
      amount,
      claimSeconds: parseSeconds("--drop-claim-period", args["drop-claim-period"]),
      unclaimedTo: unclaimedTo === undefined ? developer : addressOf("--drop-unclaimed-to", unclaimedTo),
    },
  };
}

export function revenueAssetsFrom(lists: ReadonlyMap<string, readonly string[]>): Address[] {
  return (lists.get("revenue-asset") ?? []).map((text) => addressOf("--revenue-asset", text));
}
