import { BaseError, ExecutionRevertedError, RpcRequestError } from "viem";

/**
 * What a contract refused a call with, as a text that all providers give alike, or undefined where the provider itself had no answer: it
 * doesn't know the block, or has forgotten its state.
 */
export function refusalText(error: unknown): string | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const refused = error.walk((inner) => inner instanceof RpcRequestError);
  if (!(refused instanceof RpcRequestError)) return undefined;
  const isRevert =
    refused.code === ExecutionRevertedError.code || ExecutionRevertedError.nodeMessage.test(refused.details);
  if (!isRevert) return undefined;
  const data: unknown = refused.data;
  return `reverted: ${JSON.stringify(data ?? null)}`.toLowerCase();
}
