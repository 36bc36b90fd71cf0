import { formatGwei } from "viem";
import { CommandError } from "../command-line/errors.ts";

/** The action has a transaction on its way. */
export class SenderKeyError extends Error {
  override readonly name = "SenderKeyError";

  constructor(readonly key: string) {
    super(`There is a transaction on its way for ${key}.`);
  }
}

/** The chain asks for more than the operator allows. Nothing was sent; it may be less later. */
export class SenderFeeCapError extends CommandError {
  override readonly name = "SenderFeeCapError";
  readonly kind = "tryAgain";

  constructor(askedWei: bigint, capWei: bigint) {
    super(`Gas costs ${formatGwei(askedWei)} gwei now, and --max-fee allows ${formatGwei(capWei)}.`);
  }
}
