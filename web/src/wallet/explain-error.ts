import { BaseError, decodeErrorResult, type Hex, InsufficientFundsError, UserRejectedRequestError } from "viem";
import { formatOf } from "../messages/format.ts";
import type { Messages } from "../messages/messages.ts";
import { revertDataOf } from "./revert-data.ts";
import type { Problem } from "./transaction.ts";

/** What of an error's catalogue entry: sentences, made from the error's arguments by name. */
export type ErrorSentence = (args: ErrorArguments, format: ReturnType<typeof formatOf>) => Problem;
export type ErrorArguments = Readonly<Record<string, unknown>>;

export function isRejection(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false;
  return error.walk((cause) => cause instanceof UserRejectedRequestError) !== null;
}

/** Says what happened and what to do. */
export async function explainError(error: unknown, messages: Messages): Promise<Problem> {
  const data = revertDataOf(error);
  if (data && data !== "0x") return explainRevert(data, messages);
  if (isRejection(error)) return messages.transaction.rejected;
  if (error instanceof BaseError && error.walk((cause) => cause instanceof InsufficientFundsError)) {
    return messages.transaction.insufficientFunds;
  }
  const detail =
    error instanceof BaseError ? error.shortMessage : error instanceof Error ? error.message : String(error);
  return messages.transaction.unknown(detail);
}

async function explainRevert(data: Hex, messages: Messages): Promise<Problem> {
  const [{ errors, revertReasons }, { contractErrors }] = await Promise.all([
    messages.loadErrors(),
    import("./contract-errors.ts"),
  ]);
  try {
    const { errorName, args, abiItem } = decodeErrorResult({ abi: contractErrors, data });
    // viem adds Solidity's own `Error(string)` to every ABI.
    if (String(errorName) === "Error") return revertReasons(String(args?.[0]));
    const names = abiItem?.type === "error" ? abiItem.inputs.map((input) => input.name ?? "") : [];
    const byName = Object.fromEntries(names.map((name, i) => [name, args?.[i]]));
    const sentence = errors[errorName];
    if (sentence) return sentence(byName, formatOf(messages));
    return messages.transaction.unknown(errorName);
  } catch {
    return messages.transaction.unknown(`${data.slice(0, 10)}…`);
  }
}
