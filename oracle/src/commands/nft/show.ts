import { idHex, instant } from "../../chain/format.ts";
import { connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { collectionAt } from "../../nft/collection.ts";
import { readAsked, readTokenOf } from "../../nft/token.ts";
import { TOKEN_ARGS } from "./target.ts";

export const show = defineCommand({
  summary: "Show the token of a request's prompt: its owner, its data, how it stands, its metadata",
  example: "openimo nft show 0x6f1c… --json",
  args: TOKEN_ARGS,
  async run({ args }) {
    const connection = await connectFrom(args);
    const asked = await readAsked(connection, args.request);
    const token = await readTokenOf(connection, asked);
    const tokenURI = await connection.client.readContract({
      ...collectionAt(token.collection),
      functionName: "tokenURI",
      args: [token.tokenId],
    });
    return {
      json: {
        ...{ collection: token.collection, tokenId: idHex(token.tokenId), owner: token.owner },
        ...{ status: token.status, locked: token.locked, requestId: idHex(token.requestId) },
        ...{ priorityBlock: Number(token.priorityBlock), contestEnd: token.contestEnd },
        ...{ prompt: token.prompt, aigcData: token.aigcData, tokenURI },
      },
      text: [
        `token       ${idHex(token.tokenId)}`,
        `collection  ${token.collection} (${asked.model.name})`,
        `owner       ${token.owner}`,
        `status      ${token.status}${token.locked ? ", locked" : ""}`,
        `request     ${idHex(token.requestId)}${token.requestId === asked.found.id ? "" : " (another one of this prompt)"}`,
        `contest     until ${instant(token.contestEnd)}, claimed as of block ${token.priorityBlock}`,
      ].join("\n"),
    };
  },
});
