import { ETHER } from "@openimo/contracts";
import { priceText, shownFeeAsset } from "../../chain/fee-asset.ts";
import { idHex } from "../../chain/format.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { RESOLVED_MODELS } from "../../limits.ts";
import { countModels, readModels } from "../../models/registered-model.ts";

export const list = defineCommand({
  summary: "List the registered models with their prices",
  example: "openimo model list --json",
  args: CHAIN_ARGS,
  async run({ args }) {
    const connection = await connectFrom(args);
    const count = await countModels(connection);
    if (count > RESOLVED_MODELS) throw new FailedError(`There are ${count} models, too many to list.`);
    const models = await readModels(connection, 0, count);
    const addresses = [...new Set(models.map(({ feeAsset }) => feeAsset))];
    const shown = await Promise.all(addresses.map((address) => shownFeeAsset(connection.client, address)));
    const assets = new Map(shown.map((asset) => [asset.address, asset]));
    const lines = models.map(({ id, name, feeAsset, feeAmount, operatorRewardWei }) => {
      const price = priceText(assets.get(feeAsset) ?? ETHER, feeAmount, operatorRewardWei);
      return `${idHex(id)}  ${price}  ${name}`;
    });
    return {
      json: models.map(({ id, ...rest }) => ({ modelId: idHex(id), ...rest })),
      text: lines.length === 0 ? "No model is registered." : lines.join("\n"),
    };
  },
});
