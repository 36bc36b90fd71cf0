import { inferenceOracleAbi } from "@openimo/contracts";
import { encodeItems, MAX_BATCH_ITEMS } from "@openimo/runtime";
import { encodeFunctionData, type Hex, hexToBytes, toHex, zeroAddress } from "viem";
import type { Connection } from "../../chain/connection.ts";
import type { Call } from "../../chain/transact.ts";
import { UsageError } from "../../command-line/errors.ts";
import type { RegisteredModel } from "../../models/registered-model.ts";
import { checkInputArgs, type InputArgs, readInput } from "./input.ts";

export const BATCH_ARGS = {
  batch: {
    type: "boolean",
    description: "Ask several things at once: the option of the input is given once for each, at most 16 times",
  },
} as const;

/** Options of which each value is an input. */
export const ITEM_OPTIONS = ["image", "text", "choose", "input", "input-hex"] as const;
/** What a batch has the standard of, since the interface that it is asked by takes none of it. */
const SINGLE_OPTIONS = ["window-seconds", "deadline-seconds", "value-at-stake", "bond", "out"] as const;

const CALLDATA = 0;

type Lists = ReadonlyMap<string, readonly string[]>;

const timesGiven = (lists: Lists) => Math.max(...ITEM_OPTIONS.map((option) => lists.get(option)?.length ?? 0));

/** Says what is wrong with several inputs before anything is asked of the chain. */
export function checkSingle(lists: Lists): void {
  if (timesGiven(lists) > 1) throw new UsageError("With several inputs, --batch asks them all in one request.");
}

/**
 * The items that a command line names, in its order.
 * @throws UsageError when they are none, too many or of several kinds, or with an option that a batch doesn't take.
 */
export function batchArgs(args: Readonly<Record<string, unknown>>, lists: Lists): InputArgs[] {
  const refused = SINGLE_OPTIONS.find((option) => args[option] !== undefined);
  if (refused !== undefined) throw new UsageError(`A batch takes no --${refused}.`);
  const kinds = ITEM_OPTIONS.filter((option) => (lists.get(option)?.length ?? 0) > 0);
  const others = ["field", "seed-hex"].filter((option) => args[option] !== undefined);
  if (kinds.length !== 1 || others.length > 0) {
    throw new UsageError(
      "Give a batch's inputs by one of --image, --text, --choose, --input and --input-hex, several times.",
    );
  }
  const [kind] = kinds;
  const values = lists.get(kind) ?? [];
  if (values.length > MAX_BATCH_ITEMS) {
    throw new UsageError(`A batch has at most ${MAX_BATCH_ITEMS} inputs; here are ${values.length}.`);
  }
  const items = values.map((value): InputArgs => ({ [kind]: value, fields: [] }));
  for (const item of items) checkInputArgs(item);
  return items;
}

/** The inputs that the items name. @throws As `readInput`. */
export async function readItems(
  items: readonly InputArgs[],
  model: RegisteredModel,
  folders: readonly string[],
): Promise<Hex[]> {
  const inputs: Hex[] = [];
  for (const item of items) inputs.push(await readInput(item, model, folders));
  return inputs;
}

/** Asks for all answers in one request, with the price that the contract quotes. */
export async function batchCall(
  { client, deployment }: Connection,
  modelId: bigint,
  inputs: readonly Hex[],
): Promise<Call & { readonly value: bigint }> {
  const oracle = { address: deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
  const count = BigInt(inputs.length);
  const value = await client.readContract({ ...oracle, functionName: "estimateFeeBatch", args: [modelId, 0n, count] });
  const input = toHex(encodeItems(inputs.map((each) => hexToBytes(each))));
  const data = encodeFunctionData({
    abi: inferenceOracleAbi,
    functionName: "requestBatchInference",
    args: [count, modelId, input, zeroAddress, 0n, "0x", CALLDATA, CALLDATA],
  });
  return { to: deployment.inferenceOracle, data, value };
}
