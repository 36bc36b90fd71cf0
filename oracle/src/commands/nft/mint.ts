import { encodeFunctionData, isAddress, isAddressEqual, zeroHash } from "viem";
import { idHex, instant } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { collectionAt, ensureCollection } from "../../nft/collection.ts";
import { pickCommitment, readCommitments } from "../../nft/commitment.ts";
import { readAnswer, readAsked, readToken } from "../../nft/token.ts";
import { TOKEN_ARGS } from "./target.ts";

export const mint = defineCommand({
  summary: "Mint the answer of your own request as a token, or take it over from a later request",
  example: "openimo nft mint 0x6f1c… --account collector",
  args: {
    ...TOKEN_ARGS,
    to: { type: "string", valueHint: "address", description: "Who gets the token (default: the account)" },
    ...ACCOUNT_ARGS,
  },
  async run({ args }) {
    const { to } = args;
    if (to !== undefined && !isAddress(to)) throw new UsageError(`Option --to takes an address, not "${to}".`);
    const connection = await connectFrom(args);
    const asked = await readAsked(connection, args.request);
    const { found, model, prompt } = asked;
    const account = await accountFrom(args, connection.chain.id);
    const { requester } = found.request;
    if (!isAddressEqual(requester, account.address)) {
      throw new FailedError(`Only ${requester}, who made the request, can mint its answer, not ${account.address}.`);
    }
    const answer = await readAnswer(connection, asked);

    const collection = await ensureCollection(connection, account, model.id);
    const [commitments, blocks] = await Promise.all([
      readCommitments(connection, account, collection, prompt),
      connection.client.readContract({ ...collectionAt(collection), functionName: "COMMITMENT_BLOCKS" }),
    ]);
    const commitment = pickCommitment(commitments, found.request, blocks);
    const data = encodeFunctionData({
      abi: collectionAt(collection).abi,
      functionName: "mint",
      args: [found.request, prompt, answer, commitment?.salt ?? zeroHash, to ?? account.address],
    });
    const { transactionHash } = await transact(connection, account, { to: collection, data });
    const token = await readToken(connection, collection, prompt);
    return {
      json: {
        ...{ requestId: idHex(found.id), modelId: idHex(model.id), model: model.name, collection },
        ...{ tokenId: idHex(token.tokenId), owner: token.owner, status: token.status, locked: token.locked },
        ...{ committed: commitment !== undefined, priorityBlock: Number(token.priorityBlock) },
        ...{ contestEnd: token.contestEnd, transactionHash },
      },
      text: [
        `Minted ${idHex(token.tokenId)}`,
        `collection  ${collection}`,
        `owner       ${token.owner}`,
        `status      ${token.status}: locked until the answer is final and ${instant(token.contestEnd)} is over`,
      ].join("\n"),
    };
  },
});
