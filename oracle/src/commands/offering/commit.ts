import { fixedPriceOfferingAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData, isAddressEqual } from "viem";
import { approveAmount } from "../../chain/approve-fee.ts";
import { assetAmount } from "../../chain/fee-asset.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { readDrop } from "../../drops/drop-file.ts";
import { OFFERING_ARGS, type Target, targetFrom } from "./target.ts";

/** A sale has at most 8 rounds. */
const LAST_ROUND = 7;

type Place = { readonly round?: string; readonly list?: string };

/** The call that commits: in public, or in a round whose list has the account. */
function commitData({ account }: Target, amount: bigint, { round, list }: Place) {
  const abi = fixedPriceOfferingAbi;
  if (round === undefined || list === undefined) {
    return encodeFunctionData({ abi, functionName: "commit", args: [amount] });
  }
  const place = readDrop(list).claims.find((claim) => isAddressEqual(claim.account, account.address));
  if (place === undefined) throw new FailedError(`${account.address} is not in the list ${list}.`);
  const number = BigInt(parseWhole("--round", round, 0, LAST_ROUND));
  const args = [number, amount, BigInt(place.index), place.amount, place.proof] as const;
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
  },
  async run({ args }) {
    if ((args.round === undefined) !== (args.list === undefined)) {
      throw new UsageError("Options --round and --list need each other.");
    }
    const target = await targetFrom(args);
    const { connection, account, offering, currency, call } = target;
    const amount = parseAmount("--amount", args.amount, currency);
    const data = commitData(target, amount, args);
    const inEther = isEther(currency.address);
    if (!inEther) await approveAmount(connection, account, currency, amount, offering, "offering");
    const { transactionHash } = await call(data, inEther ? amount : 0n);
    return {
      json: { offering, account: account.address, currency: currency.address, amount, transactionHash },
      text: `${account.address} committed ${assetAmount(currency, amount)} to ${offering}.`,
    };
  },
});
