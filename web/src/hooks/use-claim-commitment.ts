import { commitmentToClaim } from "@openimo/player";
import { useState } from "react";
import { type Address, bytesToHex, type Hash, isHash } from "viem";
import { useChain } from "../app/chain.ts";
import type { SideFacts } from "../verification/job.ts";
import { useHead } from "./use-head.ts";
import { useStoredState } from "./use-stored-state.ts";

/** For how many blocks the court counts a commitment. */
const COMMITMENT_BLOCKS = 256n;
const SALT_BYTES = 32;

interface Made {
  readonly salt: Hash;
  readonly blockNumber: bigint;
}

function parse(stored: unknown): Made | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  const { salt, block } = stored as Record<string, unknown>;
  if (typeof salt !== "string" || !isHash(salt) || typeof block !== "string" || !/^\d+$/.test(block)) return undefined;
  return { salt, blockNumber: BigInt(block) };
}

/**
 * What an account commits to before it shows its claim, so that who copies the claim from the pool doesn't get its share. The salt is kept
 * in this browser; one that is lost costs a new commitment, and nothing else.
 */
export function useClaimCommitment(requestId: bigint, account: Address | undefined) {
  const { chain, deployment } = useChain();
  const { data: head } = useHead();
  const key = `openimo.claim.${chain.id}.${requestId}.${account ?? ""}`;
  const [stored, store] = useStoredState<unknown>(key, (value) => value);
  const [fresh] = useState(() => bytesToHex(crypto.getRandomValues(new Uint8Array(SALT_BYTES))));
  const made = parse(stored);
  const counts = made && head && head.number <= made.blockNumber + COMMITMENT_BLOCKS ? made : undefined;
  return {
    /** The commitment that counts, if there is one. */
    counts,
    commitmentOf: ({ outputHash, traceRoot }: SideFacts, author: Address): Hash =>
      commitmentToClaim({
        ...{ escrow: deployment.inferenceOracle, requestId, outputHash, traceRoot, author },
        salt: fresh,
      }),
    mined: (blockNumber: bigint) => store({ salt: fresh, block: String(blockNumber) }),
  };
}
