import { BaseError, ContractFunctionRevertedError, ContractFunctionZeroDataError } from "viem";

/** For reading what only one kind of offering has: undefined where the contract has no such function; all else is thrown. */
export function unlessMissing(error: unknown): undefined {
  const refused = (inner: unknown) =>
    inner instanceof ContractFunctionRevertedError || inner instanceof ContractFunctionZeroDataError;
  if (!(error instanceof BaseError) || error.walk(refused) === null) throw error;
  return undefined;
}
