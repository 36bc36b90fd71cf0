import { BaseError, type Hex, InsufficientFundsError } from "viem";
import type { Client } from "../chain/connection.ts";

/**
 * What the RPC said to a transaction. `taken`: it has it. `used`: its nonce has been used, or another transaction with it is in
 * the pool that pays as much. `refused`: it does not take it, and nobody has it. `unknown`: anything may be the case.
 */
export type Broadcast = {
  readonly result: "taken" | "used" | "refused" | "unknown";
  readonly error?: unknown;
};

const TAKEN = /already known|already imported|known transaction|already exists|alreadyknown/;
const USED =
  /nonce too low|replacement (?:transaction )?underpriced|oldnonce|invalid nonce|nonce has already been used/;
/** Beside these an RPC may say anything, and have passed the transaction on. */
const REFUSED =
  /intrinsic gas|exceeds (?:the )?(?:block )?gas limit|exceeds the configured cap|less than block base fee|fee ?cap|transaction underpriced|gas price too low|type not (?:valid|supported)|max initcode|oversized data|transaction gas limit/;

/** Sends a signed transaction. Doing so again changes nothing, so whoever does not know whether it was sent may. */
export async function broadcast(client: Client, raw: Hex): Promise<Broadcast> {
  try {
    await client.sendRawTransaction({ serializedTransaction: raw });
    return { result: "taken" };
  } catch (error) {
    const said = wordsOf(error).toLowerCase();
    if (TAKEN.test(said)) return { result: "taken" };
    if (USED.test(said)) return { result: "used", error };
    if (REFUSED.test(said) || InsufficientFundsError.nodeMessage.test(said)) return { result: "refused", error };
    return { result: "unknown", error };
  }
}

/** All that an error and its causes say, without what viem adds for people, which has the transaction in it. */
function wordsOf(error: unknown): string {
  if (!(error instanceof BaseError)) return String(error);
  const words: string[] = [];
  error.walk((inner) => {
    words.push(inner instanceof BaseError ? inner.details : inner instanceof Error ? inner.message : "");
    return false;
  });
  return words.join("\n");
}
