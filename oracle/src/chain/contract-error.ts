import { BaseError, ContractFunctionRevertedError, decodeErrorResult, type Hex, isHex } from "viem";
import { type ContractError, contractsAbi, REASONS, SENTENCES } from "./contract-sentences.ts";

/** What a contract said when it refused. */
export type Refusal = {
  /** Name of the custom error, or undefined for another kind of revert. */
  readonly name: string | undefined;
  readonly args: readonly unknown[];
  readonly sentence: string;
};

/** viem also knows Solidity's own two errors, which stand in no ABI. */
type Decoded = { readonly errorName: string; readonly args?: readonly unknown[] };

function describe(data: Hex): Refusal | undefined {
  try {
    const { errorName, args = [] }: Decoded = decodeErrorResult({ abi: contractsAbi, data });
    if (errorName === "Error") return unnamed(String(args[0]));
    if (errorName === "Panic") return unnamed(`panic ${args[0]}`);
    // Name and arguments come from one ABI item, which the compiler can't follow through the union.
    const sentence = SENTENCES[errorName as ContractError](args as never);
    return { name: errorName, args, sentence };
  } catch {
    return unnamed(`an error that is none of ours (${data.slice(0, 10)})`);
  }
}

function unnamed(reason: string): Refusal {
  return { name: undefined, args: [], sentence: REASONS[reason] ?? `The contract refused: ${reason}.` };
}

/** Bytes that a reverted call returned, wherever viem or the RPC put them. */
function revertData(error: BaseError): Hex | undefined {
  let data: Hex | undefined;
  error.walk((inner) => {
    if (inner instanceof ContractFunctionRevertedError && isHex(inner.raw)) data = inner.raw;
    else if (inner instanceof Error && "data" in inner) {
      const found = inner.data;
      if (isHex(found)) data = found;
      else if (typeof found === "object" && found !== null && "data" in found && isHex(found.data)) data = found.data;
    }
    return data !== undefined;
  });
  return data;
}

/** The contract's refusal inside an error of viem's, or behind one of ours, or undefined when no contract refused. */
export function refusalIn(error: unknown): Refusal | undefined {
  if (!(error instanceof BaseError)) return error instanceof Error ? refusalIn(error.cause) : undefined;
  const data = revertData(error);
  if (data !== undefined) return describe(data);
  const reverted = error.walk((inner) => inner instanceof ContractFunctionRevertedError);
  if (!(reverted instanceof ContractFunctionRevertedError)) return undefined;
  return unnamed(reverted.reason ?? reverted.shortMessage);
}
