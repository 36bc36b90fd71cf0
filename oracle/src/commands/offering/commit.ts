import { fixedPriceOfferingAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData, isAddressEqual } from "viem";
import { approveAmount } from "../../chain/approve-fee.ts";
import { assetAmount } from "../../chain/fee-asset.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { readDrop } from "../../drops/drop-file.ts";
import { payOnTerms, TERMS_ARGS } from "./on-terms.ts";
import { OFFERING_ARGS, type Target, targetFrom } from "./target.ts";

/** A sale has at most 8 rounds. */
const LAST_ROUND = 7;

type Place = { readonly round?: string; readonly list?: string; readonly "minimum-guaranteed"?: string };

/** The call that commits: in public, or in a round whose list has the account. */
function commitData({ account, currency }: Target, amount: bigint, place: Place) {
  const abi = fixedPriceOfferingAbi;
  const { round, list, "minimum-guaranteed": minimum } = place;
  if (round === undefined || list === undefined) {
    return encodeFunctionData({ abi, functionName: "commit", args: [amount] });
  }
  const entry = readDrop(list).claims.find((claim) => isAddressEqual(claim.account, account.address));
  if (entry === undefined) throw new FailedError(`${account.address} is not in the list ${list}.`);
  const number = BigInt(parseWhole("--round", round, 0, LAST_ROUND));
  const guaranteed = minimum === undefined ? amount : parseAmount("--minimum-guaranteed", minimum, currency);
  const args = [number, amount, guaranteed, BigInt(entry.index), entry.amount, entry.proof] as const;
  return encodeFunctionData({ abi, functionName: "commitInRound", args });
}

export const commit = defineCommand({
  summary: "Commit to an open fixed-price offering; more than its hard cap is shared and the rest refunded",
  example: "openimo offering commit digits --amount 0.5",
  args: {
    ...OFFERING_ARGS,
    amount: {
      type: "string",
      valueHint: "amount",
      required: true,
      description: "How much to commit, in the sale's currency, on top of earlier ones",
    },
    round: {
      type: "string",
      valueHint: "number",
      description: "Number of a round, from 0, whose list has the account",
    },
    list: { type: "string", valueHint: "file", description: "That list, as `openimo offering drop` wrote it" },
    "minimum-guaranteed": {
      type: "string",
      valueHint: "amount",
      description: "What the round has to guarantee of it, all when not given; the rest is committed in public",
    },
    ...TERMS_ARGS,
  },
  async run({ args }) {
    if ((args.round === undefined) !== (args.list === undefined)) {
      throw new UsageError("Options --round and --list need each other.");
    }
    if (args["minimum-guaranteed"] !== undefined && args.round === undefined) {
      throw new UsageError("Option --minimum-guaranteed needs --round.");
    }
    const target = await targetFrom(args);
    const { connection, account, offering, currency } = target;
    const amount = parseAmount("--amount", args.amount, currency);
    const data = commitData(target, amount, args);
    const inEther = isEther(currency.address);
    if (!inEther) await approveAmount(connection, account, currency, amount, offering, "offering");
    const { transactionHash } = await payOnTerms(target, data, inEther ? amount : 0n, args.terms);
    return {
      json: { offering, account: account.address, currency: currency.address, amount, transactionHash },
      text: `${account.address} committed ${assetAmount(currency, amount)} to ${offering}.`,
    };
  },
});
