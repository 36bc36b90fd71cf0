import { encodeFunctionData } from "viem";
import { idHex } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { collectionAt } from "../../nft/collection.ts";
import { readAnswer, readAsked, readTokenOf } from "../../nft/token.ts";
import { TOKEN_ARGS } from "./target.ts";

export const update = defineCommand({
  summary: "Give a token the final answer after a dispute has overturned the one that it has; anybody may",
  example: "openimo nft update 0x6f1c…",
  args: { ...TOKEN_ARGS, ...ACCOUNT_ARGS },
  async run({ args }) {
    const connection = await connectFrom(args);
    const token = await readTokenOf(connection, await readAsked(connection, args.request));
    // Of the request that holds the token, whichever of the prompt's was named.
    const answer = await readAnswer(connection, await readAsked(connection, idHex(token.requestId)));
    const account = await accountFrom(args, connection.chain.id);
    const data = encodeFunctionData({
      abi: collectionAt(token.collection).abi,
      functionName: "update",
      args: [token.prompt, answer],
    });
    const { transactionHash } = await transact(connection, account, { to: token.collection, data });
    return {
      json: { collection: token.collection, tokenId: idHex(token.tokenId), aigcData: answer, transactionHash },
      text: `Token ${idHex(token.tokenId)} has the final answer now.`,
    };
  },
});
