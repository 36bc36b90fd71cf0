import { revenueClaimerAbi, revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, isAddress, isAddressEqual, type Log, parseEventLogs } from "viem";
import type { Connection } from "../chain/connection.ts";
import { ether } from "../chain/format.ts";
import { tokenOf } from "../chain/offering.ts";
import { transact } from "../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../command-line/chain-options.ts";
import { defineCommand } from "../command-line/command.ts";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { RESOLVED_MODELS } from "../limits.ts";
import { packageFolders } from "../models/local-packages.ts";
import { countModels, readModels } from "../models/registered-model.ts";
import { resolveModel } from "../models/resolve-model.ts";

type Choice = { readonly token?: string; readonly model?: string };

/** The tokens that were named, or those of all launched models. */
async function tokensFrom(connection: Connection, { token, model }: Choice): Promise<Address[]> {
  if (token !== undefined) {
    if (!isAddress(token)) throw new UsageError(`Option --token takes an address, not "${token}".`);
    return [token];
  }
  if (model !== undefined) {
    const { id, name } = await resolveModel(connection, model, packageFolders());
    const found = await tokenOf(connection, id);
    if (found === undefined) throw new FailedError(`Model ${name} has no token.`);
    return [found];
  }
  const count = await countModels(connection);
  if (count > RESOLVED_MODELS) throw new FailedError(`There are ${count} models: name one with --model or --token.`);
  const models = await readModels(connection, 0, count);
  const all = await Promise.all(models.map(({ id }) => tokenOf(connection, id)));
  return all.filter((found) => found !== undefined);
}

type Due = { readonly token: Address; readonly amountWei: bigint; readonly assets: readonly AssetAmount[] };
type AssetAmount = { readonly asset: Address; readonly amount: bigint };

/** What an account can claim of a token now: ether, and further assets of which there is something. */
async function dueOf({ client }: Connection, token: Address, account: Address): Promise<Due> {
  const contract = { address: token, abi: revenueShareTokenAbi } as const;
  const [amountWei, listed] = await Promise.all([
    client.readContract({ ...contract, functionName: "claimable", args: [account] }),
    client.readContract({ ...contract, functionName: "revenueAssets" }),
  ]);
  const assets = await Promise.all(
    listed.map(async (asset) => ({
      asset,
      amount: await client.readContract({ ...contract, functionName: "claimableAsset", args: [account, asset] }),
    })),
  );
  return { token, amountWei, assets: assets.filter(({ amount }) => amount > 0n) };
}

/** What a token's events say that it paid: an asset that refused is credited, not paid. */
function paidBy(token: Address, logs: readonly Log[]): Due {
  const own = logs.filter(({ address }) => isAddressEqual(address, token));
  const events = parseEventLogs({ abi: revenueShareTokenAbi, logs: own });
  const refused = new Set(events.flatMap((e) => (e.eventName === "AssetCredited" ? [e.args.asset] : [])));
  return {
    token,
    amountWei: events.reduce((sum, e) => (e.eventName === "RevenueClaimed" ? sum + e.args.amountWei : sum), 0n),
    assets: events.flatMap((e) =>
      e.eventName === "AssetClaimed" && !refused.has(e.args.asset)
        ? [{ asset: e.args.asset, amount: e.args.amount }]
        : [],
    ),
  };
}

export const claim = defineCommand({
  summary: "Claim the revenue of the tokens that the account holds: of one, or of all",
  example: "openimo claim --model digits",
  args: {
    token: { type: "string", valueHint: "address", description: "Only this revenue token" },
    model: { type: "string", valueHint: "name or id", description: "Only this model's token" },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    if (args.token !== undefined && args.model !== undefined)
      throw new UsageError("Give --token or --model, not both.");
    const connection = await connectFrom(args);
    const account = await accountFrom(args, connection.chain.id);
    const tokens = await tokensFrom(connection, args);
    const dues = await Promise.all(tokens.map((token) => dueOf(connection, token, account.address)));
    const due = dues.filter(({ amountWei, assets }) => amountWei > 0n || assets.length > 0);
    if (due.length === 0) throw new FailedError(`${account.address} has no revenue to claim now.`);
    const [only] = due;
    const call =
      due.length === 1
        ? { to: only.token, data: encodeFunctionData({ abi: revenueShareTokenAbi, functionName: "claimAll" }) }
        : {
            to: connection.deployment.revenueClaimer,
            data: encodeFunctionData({
              abi: revenueClaimerAbi,
              functionName: "claimMany",
              args: [account.address, due.map(({ token }) => token)],
            }),
          };
    const { transactionHash, logs } = await transact(connection, account, call);
    const claims = due.map(({ token }) => ({ ...paidBy(token, logs), transactionHash }));
    const totalWei = claims.reduce((sum, { amountWei }) => sum + amountWei, 0n);
    const assets = claims.flatMap((claim) => claim.assets);
    return {
      json: { account: account.address, totalWei, claims },
      text: [
        `${account.address} got ${ether(totalWei)} from ${claims.length} token${claims.length === 1 ? "" : "s"}.`,
        ...assets.map(({ asset, amount }) => `${amount} base units of ${asset}`),
      ].join("\n"),
    };
  },
});
