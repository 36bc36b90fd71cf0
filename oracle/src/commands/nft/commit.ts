import { encodeFunctionData } from "viem";
import { idHex } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { PACKAGE_ARGS, packageFolders } from "../../models/local-packages.ts";
import { resolveModel } from "../../models/resolve-model.ts";
import { collectionAt, ensureCollection } from "../../nft/collection.ts";
import { readCommitments } from "../../nft/commitment.ts";
import { checkInputArgs, INPUT_ARGS, readInput } from "../request/input.ts";

export const commit = defineCommand({
  summary: "Commit to a prompt before asking it, so that nobody who sees the request can mint it first",
  example: "openimo nft commit painter --choose 7",
  args: {
    model: { type: "positional", required: true, description: "Name or id of the model" },
    ...INPUT_ARGS,
    ...PACKAGE_ARGS,
    ...CHAIN_ARGS,
    ...ACCOUNT_ARGS,
  },
  lists: ["models", "field"],
  async run({ args, lists }) {
    const inputArgs = { ...args, fields: lists.get("field") ?? [] };
    checkInputArgs(inputArgs);
    const folders = packageFolders(lists.get("models"));
    const connection = await connectFrom(args);
    const model = await resolveModel(connection, args.model, folders);
    const prompt = await readInput(inputArgs, model, folders);
    const account = await accountFrom(args, connection.chain.id);

    const collection = await ensureCollection(connection, account, model.id);
    const next = (await readCommitments(connection, account, collection, prompt)).at(-1);
    if (next === undefined || next.committedBlock > 0n) {
      throw new FailedError("This account has committed to this prompt too often. Ask it without a commitment.");
    }
    const data = encodeFunctionData({
      abi: collectionAt(collection).abi,
      functionName: "commit",
      args: [next.commitment],
    });
    const { transactionHash, blockNumber } = await transact(connection, account, { to: collection, data });
    const blocks = await connection.client.readContract({
      ...collectionAt(collection),
      functionName: "COMMITMENT_BLOCKS",
    });
    return {
      json: {
        ...{ modelId: idHex(model.id), model: model.name, collection, prompt, account: account.address },
        ...{ commitment: next.commitment, salt: next.salt, committedBlock: Number(blockNumber) },
        ...{ lastRequestBlock: Number(blockNumber + blocks), transactionHash },
      },
      text: [
        `Committed to the prompt in block ${blockNumber}. Ask it in a later block, up to block ${blockNumber + blocks}:`,
        `  openimo request send ${idHex(model.id)} --input-hex ${prompt}`,
        "Then mint the answer with the same account: openimo nft mint <request>",
      ].join("\n"),
    };
  },
});
