import { isAddressEqual } from "viem";
import { type FoundRequest, findRequests, readState } from "../../chain/find-request.ts";
import { idHex, instant } from "../../chain/format.ts";
import { STATUS_NAMES } from "../../chain/request.ts";
import { ACCOUNT_ARGS, addressFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { LISTED_REQUESTS, LISTED_REQUESTS_MOST } from "../../limits.ts";
import { packageFolders } from "../../models/local-packages.ts";
import { resolveModel } from "../../models/resolve-model.ts";

export const list = defineCommand({
  summary: "List requests, the newest first",
  example: "openimo request list --model digits --mine --limit 5",
  args: {
    model: { type: "string", valueHint: "name or id", description: "Only requests to this model" },
    mine: { type: "boolean", description: "Only requests of the account" },
    limit: { type: "string", valueHint: "number", default: String(LISTED_REQUESTS), description: "How many at most" },
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    const limit = parseWhole("--limit", args.limit, 1, LISTED_REQUESTS_MOST);
    const connection = await connectFrom(args);
    const requester = args.mine ? await addressFrom(args, connection.chain.id) : undefined;
    const model = args.model === undefined ? undefined : await resolveModel(connection, args.model, packageFolders());

    const found: FoundRequest[] = [];
    for await (const each of findRequests(connection, model === undefined ? {} : { modelId: model.id })) {
      if (requester !== undefined && !isAddressEqual(each.request.requester, requester)) continue;
      if (found.push(each) === limit) break;
    }
    const states = await Promise.all(found.map(({ id }) => readState(connection, id)));
    const rows = found.map(({ id, request, transactionHash, blockNumber }, i) => ({
      requestId: idHex(id),
      state: STATUS_NAMES[states[i].status],
      modelId: idHex(request.modelId),
      requester: request.requester,
      deadline: request.deadline,
      transactionHash,
      blockNumber: Number(blockNumber),
    }));
    const lines = rows.map((row) => `${row.requestId}  ${row.state.padEnd(8)}  deadline ${instant(row.deadline)}`);
    return { json: rows, text: lines.length === 0 ? "There is no request." : lines.join("\n") };
  },
});
