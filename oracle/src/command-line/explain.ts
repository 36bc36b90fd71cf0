import { BaseError, HttpRequestError } from "viem";
import { refusalIn } from "../chain/contract-error.ts";
import { isInsufficientFunds, isUnreachable } from "../chain/rpc-error.ts";
import { signerErrorIn } from "../keystore/signer-error.ts";
import { CommandError, FailedError, TryAgainError } from "./errors.ts";

function rpcAddress(error: BaseError): string {
  const request = error.walk((inner) => inner instanceof HttpRequestError);
  if (!(request instanceof HttpRequestError)) return "";
  // Query and path may carry an access token.
  return ` at ${new URL(request.url).origin}`;
}

/** Turns whatever was thrown into one line and an exit code. */
export function explain(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const signer = signerErrorIn(error);
  if (signer !== undefined)
    return new (signer.mayPass ? TryAgainError : FailedError)(signer.message, {}, { cause: error });
  if (isUnreachable(error) && error instanceof BaseError) {
    return new TryAgainError(`The RPC${rpcAddress(error)} does not answer.`, {}, { cause: error });
  }
  const refusal = refusalIn(error);
  if (refusal !== undefined) {
    return new FailedError(refusal.sentence, { contractError: refusal.name ?? null }, { cause: error });
  }
  if (error instanceof BaseError) {
    const message = isInsufficientFunds(error)
      ? "The account has too little ether for the amount and the gas."
      : error.shortMessage;
    return new FailedError(message, {}, { cause: error });
  }
  if (error instanceof Error) return new FailedError(error.message, {}, { cause: error });
  return new FailedError(String(error));
}
