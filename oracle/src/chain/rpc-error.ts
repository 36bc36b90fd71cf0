import { BaseError, HttpRequestError, InsufficientFundsError, TimeoutError, WebSocketRequestError } from "viem";

const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

/** Whether the RPC gave no answer, or none that it may not give differently in a moment. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false;
  const found = error.walk(
    (inner) =>
      inner instanceof HttpRequestError || inner instanceof TimeoutError || inner instanceof WebSocketRequestError,
  );
  if (found === null) return false;
  if (!(found instanceof HttpRequestError) || found.status === undefined) return true;
  return found.status === TOO_MANY_REQUESTS || found.status >= SERVER_ERROR;
}

/** Whether the account can't pay for the amount and the gas. */
export function isInsufficientFunds(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false;
  const { nodeMessage } = InsufficientFundsError;
  // viem names it only where it has estimated.
  const isPoor = (inner: unknown) =>
    inner instanceof InsufficientFundsError ||
    (inner instanceof Error && nodeMessage.test(inner.message.toLowerCase()));
  return error.walk(isPoor) !== null;
}
