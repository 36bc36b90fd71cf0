import { BaseError, ContractFunctionRevertedError, ContractFunctionZeroDataError } from "viem";

/** For `catch`: a contract of another kind has no such function, which is undefined; everything else is an error. */
export function missingFunction(error: unknown): undefined {
  const refused = (inner: unknown) =>
    inner instanceof ContractFunctionRevertedError || inner instanceof ContractFunctionZeroDataError;
  if (!(error instanceof BaseError) || error.walk(refused) === null) throw error;
  return undefined;
}
