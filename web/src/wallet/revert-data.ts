import { BaseError, type Hex, isHex } from "viem";

/** The bytes with which a contract reverted, wherever the RPC or the wallet put them. */
export function revertDataOf(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined;
  let found: Hex | undefined;
  error.walk((cause) => {
    if (typeof cause !== "object" || cause === null || !("data" in cause)) return false;
    const { data } = cause;
    if (isHex(data)) found = data;
    else if (typeof data === "object" && data !== null && "data" in data && isHex(data.data)) found = data.data;
    return found !== undefined;
  });
  return found;
}
