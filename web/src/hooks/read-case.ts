import {
  type CaseState,
  courtOf,
  type FoundCase,
  findCase,
  type KnownClaim,
  type KnownDuel,
  readCaseState,
  readClaims,
  readDuels,
} from "@openimo/player";
import { getBlock, readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";

/** How a request's dispute stands, all at one block. */
export interface CaseFacts {
  readonly found: FoundCase;
  /** Timestamp of the block, unix seconds. */
  readonly now: number;
  readonly head: bigint;
  readonly state: CaseState;
  readonly claims: readonly KnownClaim[];
  readonly duels: readonly KnownDuel[];
  readonly stalemateSeconds: number;
}

/** @param openedBlock Block in which the case was opened. @returns null where the chain has no such case any more. */
export async function readCase(access: ChainAccess, id: bigint, openedBlock: bigint): Promise<CaseFacts | null> {
  const { client } = access;
  const block = await getBlock(client);
  const at = { number: block.number, hash: block.hash };
  const found = await findCase(access, id, openedBlock, at);
  if (found === undefined) return null;
  const [state, claims, duels, stalemateSeconds] = await Promise.all([
    readCaseState(access, found.id, at),
    readClaims(access, found, at),
    readDuels(access, found, at),
    readContract(client, { ...courtOf(access), functionName: "STALEMATE_SECONDS", blockHash: at.hash }),
  ]);
  // An event of another branch has no claim on this one.
  const standing = claims.filter((claim) => claim.state.status !== 0);
  return {
    ...{ found, now: Number(block.timestamp), head: block.number, state, claims: standing, duels },
    stalemateSeconds,
  };
}
