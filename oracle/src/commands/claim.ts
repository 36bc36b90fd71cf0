import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, isAddress } from "viem";
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
    const amounts = await Promise.all(
      tokens.map((address) =>
        connection.client.readContract({
          address,
          abi: revenueShareTokenAbi,
          functionName: "claimable",
          args: [account.address],
        }),
      ),
    );
    const claims = [];
    for (const [i, token] of tokens.entries()) {
      if (amounts[i] === 0n) continue;
      const data = encodeFunctionData({ abi: revenueShareTokenAbi, functionName: "claimAll" });
      const { transactionHash } = await transact(connection, account, { to: token, data });
      claims.push({ token, amountWei: amounts[i], transactionHash });
    }
    if (claims.length === 0) throw new FailedError(`${account.address} has no revenue to claim now.`);
    const totalWei = claims.reduce((sum, { amountWei }) => sum + amountWei, 0n);
    return {
      json: { account: account.address, totalWei, claims },
      text: `${account.address} got ${ether(totalWei)} from ${claims.length} token${claims.length === 1 ? "" : "s"}.`,
    };
  },
});
