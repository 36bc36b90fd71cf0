import { type At, courtOf, type FoundCase, readCaseState, readClaims, readDuels } from "@openimo/player";
import type { Connection } from "../../chain/connection.ts";

/** What of a court never changes, in seconds. */
export type CourtClocks = { readonly stalemateSeconds: number; readonly incrementSeconds: number };

export async function readClocks(connection: Connection): Promise<CourtClocks> {
  const court = courtOf(connection);
  const [stalemateSeconds, incrementSeconds] = await Promise.all([
    connection.client.readContract({ ...court, functionName: "STALEMATE_SECONDS" }),
    connection.client.readContract({ ...court, functionName: "INCREMENT_SECONDS" }),
  ]);
  return { stalemateSeconds, incrementSeconds };
}

/** How a case stands, all at one block. */
export async function readCaseFacts(connection: Connection, found: FoundCase, at: At) {
  const [state, claims, duels] = await Promise.all([
    readCaseState(connection, found.id, at),
    readClaims(connection, found, at),
    readDuels(connection, found, at),
  ]);
  // An event of another branch has no claim on this one.
  return { state, claims: claims.filter((claim) => claim.state.status !== 0), duels };
}

export function readCourtCredit(connection: Connection, account: `0x${string}`, { hash }: At): Promise<bigint> {
  const call = { ...courtOf(connection), functionName: "creditWei", args: [account] } as const;
  return connection.client.readContract({ ...call, blockHash: hash });
}
