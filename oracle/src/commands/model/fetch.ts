import { idHex } from "../../chain/format.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { packageFolders } from "../../models/local-packages.ts";
import { resolveModel } from "../../models/resolve-model.ts";
import { CACHE_ARGS, CACHE_LISTS, obtainWithBar, supplyFrom } from "../../packages/fetch-options.ts";

export const fetch = defineCommand({
  summary: "Fetch a model's package by the URI of its registration, check all of it and keep it in the cache",
  example: "openimo model fetch digits",
  args: {
    model: { type: "positional", required: true, description: "Name or id of the model" },
    ...CACHE_ARGS,
    ...CHAIN_ARGS,
  },
  lists: CACHE_LISTS,
  async run({ args, lists }) {
    const connection = await connectFrom(args);
    const supply = supplyFrom(args, lists, connection.chain.id);
    const registered = await resolveModel(connection, args.model, packageFolders());
    const { name, modelHash, packageURI } = registered;
    const { folder } = await obtainWithBar(supply, registered);
    return {
      json: { modelId: idHex(registered.id), name, modelHash, packageURI, package: folder },
      text: `The package of ${name} is in ${folder}.\nEvery file is as the manifest says.`,
    };
  },
});
