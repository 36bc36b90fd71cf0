import { ETHER, type FeeAsset, launchpadAbi } from "@openimo/contracts";
import { type ContractFunctionArgs, type Hex, parseEventLogs } from "viem";
import { idHex, instant, tokens } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, type AccountArgs, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import type { Result } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { parsePercent } from "../../command-line/money.ts";
import { parseSeconds } from "../../command-line/numbers.ts";
import { packageFolders } from "../../models/local-packages.ts";
import { resolveModel } from "../../models/resolve-model.ts";
import { ALLOCATION_ARGS, allocationsFrom, revenueAssetsFrom, withFeeAsset } from "./allocation-options.ts";
import { currencyFrom, SALE_ARGS, type SaleTerms, saleFrom } from "./sale-options.ts";

/** Options of every launch, whatever kind its sale is of. */
export const LAUNCH_ARGS = {
  model: { type: "positional", required: true, description: "Name or id of the model; the account is its developer" },
  name: { type: "string", required: true, description: "Name of the token" },
  symbol: { type: "string", required: true, description: "Symbol of the token" },
  ...SALE_ARGS,
  period: {
    type: "string",
    valueHint: "time",
    default: "1d",
    description: "Length of a revenue period, from 1h to 30d",
  },
  "holder-share": {
    type: "string",
    valueHint: "percent",
    default: "80%",
    description: "Share of revenue that holders claim; the rest can be redeemed by burning",
  },
  ...ALLOCATION_ARGS,
  ...CHAIN_ARGS,
  ...ACCOUNT_ARGS,
} as const;

/** Those of them that may be given several times. */
export const LAUNCH_LISTS = ["vesting", "revenue-asset"] as const;

type Given = AccountArgs &
  Parameters<typeof saleFrom>[0] &
  Parameters<typeof allocationsFrom>[0] &
  Parameters<typeof connectFrom>[0] & {
    readonly model: string;
    readonly name: string;
    readonly symbol: string;
    readonly period: string;
    readonly "holder-share": string;
  };

/** What launches of all kinds pass to the launchpad. */
type Common = {
  readonly modelId: bigint;
  readonly tokenTerms: ContractFunctionArgs<typeof launchpadAbi, "nonpayable", "launch">[1];
  readonly saleTerms: SaleTerms;
  /** By when the sale will have begun, in unix seconds; its own start is 0 where it begins with the launch. */
  readonly beginsBy: number;
  readonly allocations: ReturnType<typeof allocationsFrom>;
};

/** What is its own kind's about a sale, once everything else is known. */
export type Sale = (common: Common) => {
  /** The launchpad's entry point with all terms, encoded. */
  readonly data: Hex;
  /** The kind's terms, for programs. */
  readonly json: object;
  /** The same for people. */
  readonly lines: readonly string[];
};

/**
 * Creates token and offering as the options say.
 * @param saleIn The kind's own terms, once the currency is known. @throws UsageError for options that don't fit.
 * @throws FailedError when nothing was launched; UsageError; viem's errors.
 */
export async function launchSale(
  args: Given,
  lists: ReadonlyMap<string, readonly string[]>,
  saleIn: (currency: FeeAsset) => Sale,
): Promise<Result> {
  // What is wrong with an amount of ether is told before a chain is asked.
  if (args.currency === undefined) saleIn(ETHER);
  const saleTermsOn = saleFrom(args);
  const givenTerms = {
    name: args.name,
    symbol: args.symbol,
    periodSeconds: parseSeconds("--period", args.period),
    holderShareBps: parsePercent("--holder-share", args["holder-share"]),
    revenueAssets: revenueAssetsFrom(lists),
  };
  const connection = await connectFrom(args);
  const model = await resolveModel(connection, args.model, packageFolders());
  const currency = await currencyFrom(connection, args.currency);
  const saleOf = saleIn(currency);
  const shared = withFeeAsset(withFeeAsset(givenTerms.revenueAssets, model.feeAsset), currency.address);
  const tokenTerms = { ...givenTerms, revenueAssets: shared };
  const account = await accountFrom(args, connection.chain.id);
  const allocations = allocationsFrom(args, lists, account.address);
  const { terms: saleTerms, beginsBy } = await saleTermsOn(connection, currency);
  const sale = saleOf({ modelId: model.id, tokenTerms, saleTerms, allocations, beginsBy });
  const receipt = await transact(connection, account, { to: connection.deployment.launchpad, data: sale.data });
  const [log] = parseEventLogs({ abi: launchpadAbi, eventName: "Launched", logs: receipt.logs });
  if (log === undefined) throw new FailedError(`Transaction ${receipt.transactionHash} launched nothing.`);
  const { token, offering, saleTerms: fixed } = log.args;
  const vestings = parseEventLogs({ abi: launchpadAbi, eventName: "VestingCreated", logs: receipt.logs });
  const drop = parseEventLogs({ abi: launchpadAbi, eventName: "DropCreated", logs: receipt.logs }).at(0)?.args.drop;
  const { transactionHash } = receipt;
  return {
    json: {
      modelId: idHex(model.id),
      model: model.name,
      token,
      offering,
      tokenTerms,
      saleTerms: fixed,
      ...sale.json,
      vestings: vestings.map(({ args: { vesting, terms } }) => ({ vesting, ...terms })),
      drop: drop === undefined ? null : { drop, ...allocations.drop },
      transactionHash,
    },
    text: [
      `offering  ${offering}`,
      `token     ${token}`,
      `open      ${instant(fixed.start)} to ${instant(fixed.end)}`,
      ...sale.lines,
      `liquidity ${fixed.liquidityShareBasisPoints / 100}% of the raise`,
      ...tokenTerms.revenueAssets.map((asset) => `shares    ${asset}, besides ether`),
      ...vestings.map(({ args: { vesting, terms } }) => `vesting   ${vesting}, ${tokens(terms.amount)}`),
      ...(drop === undefined ? [] : [`drop      ${drop}, ${tokens(allocations.drop.amount)}`]),
    ].join("\n"),
  };
}
