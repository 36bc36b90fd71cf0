import type { Address, Hex } from "viem";
import { readRanges } from "../chain/block-ranges.ts";
import type { Connection } from "../chain/connection.ts";
import type { Duel, DuelState } from "./court-types.ts";
import { type At, courtOf, type FoundCase } from "./read-case.ts";
import { readTurn } from "./turns.ts";
import { unpackPlace } from "./unpack-place.ts";

/** The state of a duel after a turn, and what that turn has shown. */
export type DuelTurn = {
  readonly state: DuelState;
  readonly shown: readonly Hex[];
  readonly preimage: Hex;
  /** Who made the turn, which may be a contract. */
  readonly actor: Address;
  readonly transactionHash: Hex;
};

export type KnownDuel = {
  readonly id: Hex;
  /** Whose duel it is. */
  readonly duel: Duel;
  /** Oldest first, at least one. */
  readonly turns: readonly [DuelTurn, ...DuelTurn[]];
};

/** The newest state of a duel. */
export const lastTurn = ({ turns }: KnownDuel): DuelTurn => turns[turns.length - 1];

/** The two claims of a duel: the one that has to act after a turn, and the other one. */
export function sidesOf({ first, second }: Duel, { state }: DuelTurn): { readonly mover: Hex; readonly other: Hex } {
  return unpackPlace(state).isSecond ? { mover: second, other: first } : { mover: first, other: second };
}

/** All duels of a case. */
export async function readDuels(connection: Connection, { id, blockNumber }: FoundCase, at?: At): Promise<KnownDuel[]> {
  const { client } = connection;
  const court = { ...courtOf(connection), strict: true } as const;
  const opened = await readRanges(
    connection,
    blockNumber,
    (range) => client.getContractEvents({ ...court, ...range, eventName: "DuelOpened", args: { caseId: id } }),
    at?.number,
  );
  if (opened.length === 0) return [];
  const filter = { ...court, args: { duelId: opened.map(({ args }) => args.duelId) } } as const;
  const [turned, ended] = await Promise.all([
    readRanges(
      connection,
      blockNumber,
      (range) => client.getContractEvents({ ...filter, ...range, eventName: "DuelTurn" }),
      at?.number,
    ),
    readRanges(
      connection,
      blockNumber,
      (range) => client.getContractEvents({ ...filter, ...range, eventName: "DuelEnded" }),
      at?.number,
    ),
  ]);
  return opened.flatMap(({ args: { duelId, ...duel } }) => {
    const [first, ...rest] = turned.flatMap(({ args, transactionHash }) =>
      args.duelId === duelId ? [{ ...readTurn(args), actor: args.actor, transactionHash }] : [],
    );
    if (first === undefined) return [];
    // Of the state a proof changes the chain of moves only.
    const { state } = rest.at(-1) ?? first;
    const proofs = ended.flatMap(({ args: { duelId: endOf, actor, movesHash }, transactionHash }): DuelTurn[] =>
      endOf === duelId ? [{ state: { ...state, movesHash }, shown: [], preimage: "0x", actor, transactionHash }] : [],
    );
    return [{ id: duelId, duel, turns: [first, ...rest, ...proofs] as const }];
  });
}
