import { idHex } from "../../chain/format.ts";
import { connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, TryAgainError } from "../../command-line/errors.ts";
import { collectionAt } from "../../nft/collection.ts";
import { readAsked, readTokenOf, type Token } from "../../nft/token.ts";
import { TOKEN_ARGS } from "./target.ts";

const WHY: Readonly<Record<Token["status"], string>> = {
  provisional: "its answer can still be contradicted",
  disputed: "its answer is disputed",
  contested: "an earlier request can still take it",
  outdated: "its answer was overturned: `openimo nft update` brings it up to date",
  verified: "the contract says no",
  void: "its request ended without an answer",
};

export const verify = defineCommand({
  summary:
    "Ask the contract whether a token's data is the model's final answer; exit 1 when it never will be, 75 not yet",
  example: "openimo nft verify 0x6f1c… --json",
  args: TOKEN_ARGS,
  async run({ args }) {
    const connection = await connectFrom(args);
    const token = await readTokenOf(connection, await readAsked(connection, args.request));
    const verified = await connection.client.readContract({
      ...collectionAt(token.collection),
      functionName: "verify",
      args: [token.prompt, token.aigcData, "0x"],
    });
    const { collection, status } = token;
    const facts = { collection, tokenId: idHex(token.tokenId), status, verified };
    if (verified) return { json: facts, text: `Token ${idHex(token.tokenId)} is verified: its data is final.` };
    const sentence = `Token ${idHex(token.tokenId)} is not verified: ${WHY[status]}.`;
    if (status === "void" || status === "outdated") throw new FailedError(sentence, facts);
    throw new TryAgainError(sentence, facts);
  },
});
