import { findRequest } from "../../chain/find-request.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseRequestId } from "../../command-line/ids.ts";
import { PACKAGE_ARGS, packageFolders } from "../../models/local-packages.ts";
import { readModel } from "../../models/registered-model.ts";
import { describeRequest } from "./describe.ts";
import { OUT_ARGS } from "./picture-file.ts";

export const show = defineCommand({
  summary: "Show a request: its state, its answer, what it paid",
  example: "openimo request show 0x6f1c… --json",
  args: {
    request: { type: "positional", required: true, description: "Id of the request" },
    ...OUT_ARGS,
    ...PACKAGE_ARGS,
    ...CHAIN_ARGS,
  },
  lists: ["models"],
  async run({ args, lists }) {
    const id = parseRequestId(args.request);
    const folders = packageFolders(lists.get("models"));
    const connection = await connectFrom(args);
    const found = await findRequest(connection, id);
    const model = await readModel(connection, found.request.modelId);
    return describeRequest(connection, found, model, folders, args.out);
  },
});
